# Words of the plumbing: the frame of every page, pictures, errors.
skip = Skip to the page
nav-main = Main
nav-you = You, { $name }
nav-sign-in = Sign in
colophon = What a group says stays in the group.
colophon-link = What is seen by whom

ui-optional = optional
ui-wrongs = { $n ->
    [one] One field needs another look.
   *[other] { WORDS($n, at: "start") } fields need another look.
}
ui-pages = Pages
ui-earlier = Earlier
ui-later = Later

mix-caption = How alike and how different they are
mix-trait = Trait
mix-picture = Picture
mix-words = In words
hours-who = Who
hours-day = Hours of the day
hours-local = The meeting, by their clock

error-not-found = There is nothing here
error-not-found-what = The address may be old, or what it showed is not for you to see. Nothing is wrong with your account.
error-refused = This form is no longer good
error-refused-what = It was opened in another session, or another site sent it. Nothing was changed. Open the page again and send it from there.
error-edited = Someone else changed this in the meantime
error-edited-what = Nothing of theirs was overwritten, and yours was not saved. Open the page again to see what stands now.
error-written = Here is what you wrote, to be copied.
error-written-label = What you wrote
error-sent-before = This form was sent before
error-sent-before-what = It was taken as it was then, and is not taken a second time with other words. Open the page again to see what stands now, and change it there.
error-too-many = That was too often
error-too-many-what = Please wait { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
} and try again. Nothing is lost.
error-invalid = The form could not be read
error-invalid-what = Something in it was missing or damaged on the way. Go back, and send it again.
error-too-large = That is too large
error-too-large-what = At most { $megabytes } MB are taken here. Split the file, and send the parts.
error-internal = Something broke on our side
error-internal-what = Nothing of yours was half done. Try again in a minute; whoever runs this server can find it in the log.
error-back = Go back
error-today = Go to Today
error-front = Go to the front page
letter-hello = Good day { $name },
letter-and-more = { $first } · and { $n ->
    [one] one more matter
   *[other] { WORDS($n) } more matters
}
letter-choices = Choose which letters you get
unread-subject = This mailbox is not read
unread-text = Your message reached a mailbox that a program keeps. Nobody reads it, and it has not been passed on.
unread-what = To answer an invitation, use the link in it or the buttons of your calendar. For anything else, write to the people who run your community.
unread-button = Open Junto
