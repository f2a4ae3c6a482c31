// README.txt of the bundle that the studio exports, in English.

/**
 * @param {string} name what the maker calls the classes; may be empty
 * @param {string} snippet the lines for a page of one's own
 * @param {string} notice licences of what is in the bundle
 */
export function bundleReadme(name, snippet, notice) {
  return `${name.trim() || "Your classes"}
made with Mien

Everything in this folder runs in the visitor's browser. Pictures never leave it, and nothing is loaded from elsewhere.

PUT IT ON A SERVER
  Copy the whole folder to any web server: no program runs there. The address must begin with https:// (or be
  localhost), since browsers give no camera to other pages. The page is index.html.
  To try it on this computer, run one of these in this folder and open http://localhost:8000
    python3 -m http.server 8000
    npx serve --listen 8000
  Opened as a file, without a server, browsers let the page do nothing.

PUT IT INTO A PAGE OF YOUR OWN
  Copy the folder mien beside your page and paste this (it is also in snippet.html):

${snippet.replace(/^(?=.)/gm, "    ")}
  The camera starts when somebody presses Start, or at once with the attribute autostart. Listen to it like this:

    document.querySelector("mien-camera").addEventListener("mien-prediction", ({ detail }) => {
      for (const face of detail.faces) console.log(face.id, face.label, face.probability);
    });

  Other attributes: mirror="off", threshold="0.6", theme="dark". A page with a content security policy needs:
    script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src blob:; media-src blob:

BEFORE YOU USE IT
  It names what a face looks like, and can't know what a person feels. Don't use it to judge anybody; some places
  forbid recognising emotions at work or at school. Ask the people in the picture.

LICENCES
  Your classes (mien/head.json) are yours. The rest, in mien/LICENSE-MIT, mien/LICENSE-APACHE and here:

${notice}`;
}
