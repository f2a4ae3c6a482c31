//! The page on this machine, built again when a file changes.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, anyhow};
use clap::Args;
use tiny_http::{HTTPVersion, Header, Method, Request, Response, Server, StatusCode};

use crate::{files, modules, sh, site};

const PORTS: std::ops::RangeInclusive<u16> = 8080..=8099;
/// What the modules are built from.
const RUST: [&str; 3] = ["Cargo.toml", "Cargo.lock", "src"];
/// What is copied beside them.
const FILES: [&str; 3] = ["model", "www", "NOTICE"];
/// Between two looks at the files.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What `cargo xtask serve` takes.
#[derive(Args)]
pub struct Arguments {
    /// The port to serve on; where it is in use, the next free one is taken
    #[arg(long, default_value_t = *PORTS.start())]
    port: u16,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    backend: modules::Backend,
}

/// Builds, serves, and stays until it is stopped.
pub fn run(arguments: &Arguments) -> Result<()> {
    // A folder of its own: what is rebuilt while somebody edits must not change dist/ under a test.
    let folder = sh::root().join("target/serve");
    let listener = listen(arguments.port)?;
    let port = listener.local_addr()?.port();
    let mut seen = Seen::now();
    modules::build_announced(&arguments.backend)?;
    site::put_together(&folder, site::Purpose::Work)?;

    let server = Server::from_listener(listener, None).map_err(|error| anyhow!(error))?;
    serve(server, folder.clone());
    let address = format!("http://localhost:{port}/");
    sh::say(format!(
        "Mien is at {address} (Ctrl+C stops it; reload the page after a change)"
    ));
    if arguments.open {
        open::that(&address)
            .with_context(|| format!("no browser could be opened; open {address} yourself"))?;
    }
    loop {
        thread::sleep(LOOK_EVERY);
        let now = Seen::now();
        if now == seen {
            continue;
        }
        let again = if now.rust == seen.rust {
            Ok(())
        } else {
            modules::build(&arguments.backend)
        };
        match again.and_then(|()| site::put_together(&folder, site::Purpose::Work)) {
            Ok(()) => sh::say("built again; reload the page"),
            Err(error) => sh::say(format!("{error:#}; the page is still the one before")),
        }
        seen = now;
    }
}

/// The port that was asked for, or the next one that nobody serves on.
fn listen(asked: u16) -> Result<TcpListener> {
    let last = asked.saturating_add(PORTS.end() - PORTS.start());
    for port in asked..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => sh::say(format!(
                "port {port} can't be used ({error}); trying the next one"
            )),
        }
    }
    Err(anyhow!(
        "ports {asked} to {last} are all in use; name another one with --port"
    ))
}

/// When what the site is made of changed last.
#[derive(PartialEq, Eq)]
struct Seen {
    rust: Vec<(PathBuf, SystemTime)>,
    files: Vec<(PathBuf, SystemTime)>,
}

impl Seen {
    fn now() -> Self {
        let times = |names: &[&str]| {
            let mut times = Vec::new();
            for name in names {
                note(&sh::root().join(name), &mut times);
            }
            times.sort();
            times
        };
        Self {
            rust: times(&RUST),
            files: times(&FILES),
        }
    }
}

/// A file that vanishes meanwhile is noticed by its absence.
fn note(path: &Path, times: &mut Vec<(PathBuf, SystemTime)>) {
    if path.is_dir() {
        for entry in files::entries(path).unwrap_or_default() {
            note(&entry, times);
        }
    } else if let Ok(time) = fs::metadata(path).and_then(|about| about.modified()) {
        times.push((path.into(), time));
    }
}

/// Answers everybody at the same time: a browser leaves a long file where it is until it has read another one.
fn serve(server: Server, folder: PathBuf) {
    thread::spawn(move || {
        for request in server.incoming_requests() {
            let folder = folder.clone();
            thread::spawn(move || {
                // Whoever went away while being answered needs no answer.
                let _ = answer(request, &folder);
            });
        }
    });
}

fn answer(request: Request, folder: &Path) -> std::io::Result<()> {
    let Some(path) = file_of(request.url()) else {
        return send(
            request,
            Response::from_string("There is no such address").with_status_code(StatusCode(400)),
        );
    };
    let Ok(contents) = fs::read(folder.join(&path)) else {
        // A file that is missing is missing: nothing else stands in for it.
        return send(
            request,
            Response::from_string("There is no such file").with_status_code(StatusCode(404)),
        );
    };
    let kind = mime_guess::from_path(&path).first_or_octet_stream();
    let headers = [
        ("Content-Type", kind.as_ref()),
        ("Cache-Control", "no-store"),
    ];
    let mut response = Response::from_data(contents);
    for (name, value) in headers {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    send(request, response)
}

/// In HTTP/1.0, so that the browser lets the connection go. tiny_http gives every connection that is kept a thread,
/// and can leave a new one waiting for one of those for ever.
fn send<R: Read>(request: Request, response: Response<R>) -> std::io::Result<()> {
    let head_only = *request.method() == Method::Head;
    let mut writer = request.into_writer();
    response.raw_print(&mut writer, HTTPVersion(1, 0), &[], head_only, None)?;
    writer.flush()
}

/// The file that an address names, inside the site; nothing for one that leads out of it.
fn file_of(url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let sound = path
        .split('/')
        .all(|part| part != ".." && !part.contains(['\\', ':', '%']));
    let file = match path {
        folder if folder.is_empty() || folder.ends_with('/') => format!("{folder}index.html"),
        file => file.into(),
    };
    sound.then(|| file.into())
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::*;

    #[test]
    fn addresses_lead_to_files_and_never_out_of_the_site() {
        let file = |url| file_of(url).map(|path| path.to_string_lossy().replace('\\', "/"));
        assert_eq!(file("/").as_deref(), Some("index.html"));
        assert_eq!(file("/?theme=dark").as_deref(), Some("index.html"));
        assert_eq!(file("/live/dom.js").as_deref(), Some("live/dom.js"));
        assert_eq!(file("/a/").as_deref(), Some("a/index.html"));
        for bad in [
            "/../secret",
            "/a/../../secret",
            "/a\\..\\b",
            "/C:/x",
            "/%2e%2e/x",
            "no-slash",
        ] {
            assert_eq!(file(bad), None, "{bad}");
        }
    }

    #[test]
    fn files_come_with_their_kind_and_missing_ones_are_missing() -> Result<()> {
        let folder = sh::target().join(format!("serve-test-{}", std::process::id()));
        fs::create_dir_all(folder.join("live"))?;
        for (file, text) in [
            ("index.html", "page"),
            ("live/dom.js", "code"),
            ("x.wasm", "module"),
        ] {
            fs::write(folder.join(file), text)?;
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let server = Server::from_listener(listener, None).map_err(|error| anyhow!(error))?;
        serve(server, folder.clone());
        // Nobody reads what comes here: more than any socket takes.
        fs::write(folder.join("long.bin"), vec![0; 32 << 20])?;
        let mut lazy = std::net::TcpStream::connect(address)?;
        write!(lazy, "GET /long.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
        lazy.read_exact(&mut [0; 100])?;
        let ask = |path: &str| -> Result<String> {
            let mut stream = std::net::TcpStream::connect(address)?;
            stream.set_read_timeout(Some(Duration::from_secs(10)))?;
            write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
            let mut text = String::new();
            stream.read_to_string(&mut text)?;
            Ok(text)
        };
        for (path, status, kind, body) in [
            ("/", "200", "text/html", "page"),
            ("/live/dom.js?x=1", "200", "text/javascript", "code"),
            ("/x.wasm", "200", "application/wasm", "module"),
            (
                "/live/none.js",
                "404",
                "text/plain",
                "There is no such file",
            ),
            (
                "/../Cargo.toml",
                "400",
                "text/plain",
                "There is no such address",
            ),
        ] {
            let text = ask(path)?;
            assert!(
                text.lines()
                    .next()
                    .is_some_and(|line| line.contains(status)),
                "{path}: {text}"
            );
            assert!(
                text.contains(kind) && text.ends_with(body),
                "{path}: {text}"
            );
        }
        fs::remove_dir_all(&folder)?;
        Ok(())
    }

    #[test]
    fn a_port_in_use_gives_way_to_the_next() -> Result<()> {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = taken.local_addr()?.port();
        assert_ne!(listen(port)?.local_addr()?.port(), port);
        Ok(())
    }
}
