//! What JavaScript knows of Rust: files in `www/types/`, which are kept in the repository so that editors and
//! checks have them without a build.
//!
//! Of the modules' functions wasm-bindgen writes them, of plain data and settings a test of the library
//! (`src/types.rs`).

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{modules, sh};

/// Writes all of them.
pub fn write() -> Result<()> {
    // With the features that the tests are built with, so that burn is compiled once for both.
    let mut test = sh::command("cargo", ["test", "--release", "--workspace", "--lib"]);
    test.args(["--features", "mien/ndarray", "types"]);
    sh::run(test.env("MIEN_WRITE_TYPES", "1"))?;
    modules::build(&modules::Backend::default())?;
    for (file, now) in of_modules()? {
        let path = sh::root().join("www/types").join(&file);
        fs::write(&path, now).with_context(|| format!("{} can't be written", path.display()))?;
    }
    Ok(())
}

/// Fails where those of the modules, which must have been built, are not the ones in the repository. (The others
/// are checked by the library's test.)
pub fn check() -> Result<()> {
    for (file, now) in of_modules()? {
        let path = sh::root().join("www/types").join(&file);
        if fs::read_to_string(&path).unwrap_or_default() != now {
            bail!(
                "www/types/{file} is not what src/web is now; `cargo xtask types` writes it anew"
            );
        }
    }
    Ok(())
}

fn of_modules() -> Result<Vec<(String, String)>> {
    let of = |module: &modules::Module| {
        let file = format!("{}.d.ts", module.name);
        let path = modules::folder().join(&file);
        let text = fs::read_to_string(&path)
            .with_context(|| format!("{} can't be read; build first", path.display()))?;
        // Numbers are copied out of the module's memory into buffers of their own, which TypeScript is not told.
        let text = ["Uint8Array", "Uint32Array", "Float32Array"]
            .iter()
            .fold(text, |text, of| {
                text.replace(of, &format!("{of}<ArrayBuffer>"))
            });
        // Numbers of functions inside the module, which change with any of its code.
        let lines = text
            .lines()
            .filter(|line| !line.contains("__wasm_bindgen_func_elem"));
        let text = lines.map(|line| format!("{line}\n")).collect();
        Ok((file, text))
    };
    modules::MODULES.iter().map(of).collect()
}
