//! A route is declared once, as method, path, who may, and handler. The router and the access table are
//! both built from it, so neither can forget one.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};

use super::App;

/// Who may use a route. Everyone else sees that there is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Anyone,
    /// Whoever holds the secret in the address.
    SignedLink,
    /// The mail server that holds the secret of `JUNTO_MAIL_IN_SECRET`.
    MailServer,
    /// Any person who is signed in.
    Person,
    /// A member of the community in the address.
    Member,
    /// A member or an operator of the community in the address.
    Insider,
    /// An operator of the community in the address.
    Operator,
    /// A seat in the group in the address.
    Seat,
    /// The facilitator of the group in the address.
    Facilitator,
}

/// One route.
#[derive(Clone)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub who: Who,
    handler: MethodRouter<App>,
}

impl Route {
    /// Shows something. A GET never changes anything.
    pub fn get<H: Handler<T, App>, T: 'static>(path: &'static str, who: Who, handler: H) -> Self {
        Self { method: Method::GET, path, who, handler: get(handler) }
    }

    pub fn post<H: Handler<T, App>, T: 'static>(path: &'static str, who: Who, handler: H) -> Self {
        Self { method: Method::POST, path, who, handler: post(handler) }
    }
}

/// The router of these routes.
pub fn router(routes: impl IntoIterator<Item = Route>) -> Router<App> {
    routes.into_iter().fold(Router::new(), |router, route| router.route(route.path, route.handler))
}
