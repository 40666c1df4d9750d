//! peergroups
