//! The command line.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use junto::app::App;
use junto::app::clock::Clock;
use junto::app::config::Config;
use junto::roster::RosterCommand;
use junto::{Server, boot, community, demo, english, formation, meetings, roster};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Peer groups for leaders, on your own server.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the server.
    Serve,
    /// Runs a community with invented people on this machine, to look around in.
    Demo(demo::DemoOptions),
    /// Brings the database to this release.
    Migrate,
    /// Forms groups from a roster file, without a server.
    Form(formation::FormOptions),
    /// Answers a file of scheduling cases with the hours that are fair to everyone, without a server.
    Slots(meetings::SlotsOptions),
    /// Writes the letters of a group that meets as mail files, to try in other people's calendars.
    Invitations(meetings::InvitationsOptions),
    /// Who runs a community.
    #[command(subcommand)]
    Operator(community::OperatorCommand),
    /// Rosters as files.
    #[command(subcommand)]
    Roster(RosterCommand),
    /// The keys that what is said is sealed under.
    #[command(subcommand)]
    Keyring(KeyringCommand),
}

#[derive(Subcommand)]
enum KeyringCommand {
    /// Makes a new version of every key; old versions go on opening what they sealed.
    Rotate,
}

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("JUNTO_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn,sea_orm_migration=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("starting")
        .and_then(|runtime| runtime.block_on(run(Cli::parse().command)));
    match outcome {
        Ok(code) => code,
        Err(error) => {
            tell(&format!("junto: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// What is not the answer: progress, and what went wrong.
#[expect(clippy::print_stderr, reason = "the command line speaks here")]
fn tell(words: &str) {
    eprintln!("{words}");
}

/// A reader who closed the pipe has heard enough.
fn say(words: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{words}");
}

fn code(is_whole: bool) -> ExitCode {
    if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    if let Command::Form(options) = &command {
        say(&formation::form(options)?);
        return Ok(ExitCode::SUCCESS);
    }
    if let Command::Slots(options) = &command {
        let (answers, is_whole) = meetings::slots(options)?;
        say(&answers);
        return Ok(code(is_whole));
    }
    if let Command::Invitations(options) = &command {
        say(&meetings::invitations(options).await?.join("\n"));
        return Ok(ExitCode::SUCCESS);
    }
    let config = Config::read().context("reading the settings")?;
    match command {
        Command::Form(_) | Command::Slots(_) | Command::Invitations(_) => {}
        Command::Serve => {
            let listener = TcpListener::bind(&config.listen)
                .await
                .with_context(|| format!("listening on {}", config.listen))?;
            let app = boot(config, Clock::system()).await?;
            serve(&app, listener).await?;
        }
        Command::Demo(options) => {
            let ready = demo::prepare(options).await?;
            for (who, link) in &ready.sign_ins {
                say(&format!("{who}:\n  {link}"));
            }
            serve(&ready.app, ready.listener).await?;
        }
        Command::Migrate => {
            boot(config, Clock::system()).await?;
            say("The database is at this release.");
        }
        Command::Operator(command) => {
            let app = boot(config, Clock::system()).await?;
            let link = community::run(&app, command).await?;
            say(&format!("Sign in within 15 minutes, once:\n{link}"));
        }
        Command::Keyring(KeyringCommand::Rotate) => {
            let app = boot(config, Clock::system()).await?;
            let rotated = app.rotate_keys().await?;
            say(&format!("{rotated} keys have a new version."));
            say(
                "Nodes on PostgreSQL use them from now on; a server on SQLite within a day, or when started again.",
            );
        }
        Command::Roster(RosterCommand::Check(options)) => {
            let checked = roster::check(&english()?, &options)?;
            say(&checked.words);
            return Ok(code(checked.is_whole));
        }
        Command::Roster(RosterCommand::Import(options)) => {
            let app = boot(config, Clock::system()).await?;
            let is_whole = roster::import(&app, &options, &mut say, &mut tell).await?;
            app.store().close().await?;
            return Ok(code(is_whole));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Serves until told to stop.
async fn serve(app: &App, listener: TcpListener) -> anyhow::Result<()> {
    // Heard from before the first answer: who sees that it is ready may end it at once.
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let server = Server::start(app, listener).await?;
    say(&format!("Junto answers at {}", app.config().public_url()));
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    server.stop().await;
    app.store().close().await?;
    Ok(())
}
