//! Nodes that begin at once.
