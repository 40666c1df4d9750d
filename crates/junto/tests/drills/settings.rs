//! A server that is told something wrong says so at once, and what to do.

use std::process::Command;

/// What `junto migrate` says on standard error with this in its environment, and whether it went well.
fn told(settings: &[(&str, &str)]) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_junto"));
    command.arg("migrate").current_dir(folder.path()).env_clear().envs(settings.iter().copied());
    let output = command.output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_setting_that_cannot_work_stops_the_start_with_what_to_do() {
    let wrong = [
        ("JUNTO_PUBLIC_URL", "foo", "https://junto.example.org"),
        ("JUNTO_PUBLIC_URL", "javascript:alert(1)", "https://junto.example.org"),
        ("JUNTO_SOURCE_URL", "javascript:alert(1)", "https://"),
        ("JUNTO_DATABASE_URL", "mysql://root:secret@localhost/junto", "sqlite:PATH or postgres://"),
        ("JUNTO_LISTEN", "8080", "127.0.0.1:8080"),
        ("JUNTO_SMTP_URL", "mail.example.org", "smtps://"),
    ];
    for (name, value, remedy) in wrong {
        let (is_well, said) = told(&[(name, value)]);
        assert!(!is_well && said.contains(name) && said.contains(remedy), "{name}={value}: {said}");
        assert!(!said.contains("secret"), "{said}");
    }
}

#[test]
fn an_unknown_setting_is_told_with_the_one_that_was_meant() {
    let (is_well, said) = told(&[("JUNTO_PUBLIC_ULR", "https://junto.example.org"), ("JUNTO_LOG", "warn")]);
    assert!(is_well && said.contains("JUNTO_PUBLIC_ULR") && said.contains("JUNTO_PUBLIC_URL"), "{said}");
    assert!(!said.contains("JUNTO_LOG"), "{said}");
}
