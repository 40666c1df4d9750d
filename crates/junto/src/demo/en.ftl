demo-operator = { $name }, operator
demo-facilitator = { $name }, facilitator
demo-member = { $name }, member
