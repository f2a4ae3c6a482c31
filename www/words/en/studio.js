// What the studio says, in English, beside what every live picture says.
import { snippets } from "./snippets.js";
import { bundleReadme } from "./bundle-readme.js";
import { words as live } from "./live.js";
import { speech } from "../speech.js";
import { note, problem } from "./studio-problems.js";
import { sentences } from "./problems.js";

/** @typedef {import("../../types/rust.js").Note} Note */
/**
 * @template T
 * @typedef {import("../../types/rust.js").Faults<T>} Faults
 */

const { counted, daysAgo, number, percent, someOf } = speech("en-GB");

const samplesOf = (/** @type {number} */ count) => counted(count, { one: "# sample", other: "# samples" });
const picturesOf = (/** @type {number} */ count) => counted(count, { one: "# picture", other: "# pictures" });
const filesOf = (/** @type {number} */ count) => counted(count, { one: "# file", other: "# files" });

/** The first few classes of these, and how many more there are. @param {string[]} all */
const listed = (all) => someOf(all, (count) => `${number(count)} other classes`);

const of = (/** @type {string} */ name) => `“${name}”`;

/** @param {Faults<Note>} faults */
function notes({ first, count }) {
  const more = count - first.length;
  return [...first.map(note), ...(more > 0 ? [`${number(more)} more of this kind`] : [])];
}

/** @param {number} samples */
const moreSamples = (samples) => `${samplesOf(samples)}; more of them, and more varied, make it surer`;

export const words = {
  problem,

  /** Why there is no camera, in one line. @type {Record<keyof typeof live.camera, string>} */
  cameraLine: {
    asking: live.camera.asking.sentence,
    denied: `${live.camera.denied.title}. ${live.camera.denied.sentence}`,
    busy: `${live.camera.busy.title}. ${live.camera.busy.sentence}`,
    absent: "No camera found. Connect one, or upload pictures",
    unplugged: live.camera.unplugged.title,
    "camera-error": "The camera does not answer. Connect it again, then try once more",
    insecure: "The camera needs a secure address (https:// or localhost). Upload pictures instead",
    "in-app": "This app’s browser has no camera. Choose “Open in browser” in the app’s menu, or upload pictures",
    "frame-denied": `${live.camera["frame-denied"].title}. ${live.camera["frame-denied"].sentence}`,
    "no-picture": `${live.camera["no-picture"].title}. ${live.camera["no-picture"].sentence}`,
    muted: `${live.camera.muted.title}. ${live.camera.muted.sentence}`,
    tap: live.camera.tap.title,
  },

  /** What a new project can start from: name, and what it holds. */
  templates: {
    empty: { name: "Empty project", says: "Two classes to name as you like", classes: ["Class 1", "Class 2"] },
    six: { name: "Six basic expressions", says: "Happiness, Sadness, Fear, Anger, Surprise, Disgust" },
    seven: { name: "Six and neutral", says: "The six, and a face at rest" },
    wink: { name: "Winking left and right", says: "Left eye, right eye, both open", classes: ["Both open", "Winking left", "Winking right"] },
    pictures: { name: "Whole pictures", says: "Anything a camera sees: things, hands, places, as in Teachable Machine", classes: ["Class 1", "Class 2"] },
  },
  newClass: (/** @type {number} */ number) => `Class ${number}`,
  unnamedClass: "Class",

  /** What a project can be about. */
  kind: {
    title: (/** @type {string} */ file) => `What should it learn from ${of(file)}?`,
    faces: { name: "The faces", says: "Each face is found, cut out and turned upright: best for expressions" },
    pictures: { name: "The whole pictures", says: "Everything in them counts, as in Teachable Machine" },
  },

  start: {
    none: "Projects keep themselves in this browser; none yet",
    /** @param {number} days */
    when: (days) => daysAgo(days),
    /** @param {import("../../types/rust.js").ProjectKind} kind @param {number} classes @param {boolean} trained @param {string} when */
    about: (kind, classes, trained, when) => `${kind === "pictures" ? "Whole pictures, " : ""}${counted(classes, { one: "# class", other: "# classes" })}${trained ? ", trained" : ""}, ${when}`,
    remove: (/** @type {string} */ name) => `Delete ${name}`,
    removed: (/** @type {string} */ name) => `Deleted ${of(name)}`,
  },

  page: {
    tooOld: `${sentences.tooOld.message}. ${sentences.tooOld.hint}`,
    wasmOff: `${sentences.wasmOff.message}. ${sentences.wasmOff.hint}`,
    elsewhere: "This project is open in another tab",
    takenOver: "This project was opened in another tab",
    gone: "This project is not in this browser (any more)",
    updating: (/** @type {number} */ done, /** @type {number} */ total) => `Looking at ${done} of ${total} samples`,
    learningAgain: (/** @type {string} */ name) => `“${name}” was taught on another version of the network; it is learning again from the samples you kept`,
    saved: "Saved in this browser",
    saving: "Saving…",
    notSaved: "Not saved",
    saveAsFile: "Save as a file",
    reload: "Reload",
    close: "Close",
    copyDetails: "Copy details",
    empty: "the file is empty",
    /** @param {string} name @param {Faults<Note>} damage @param {number} lost samples */
    damaged: (name, damage, lost) =>
      [`${of(name)} is damaged`, ...notes(damage), ...(lost > 0 ? [`Samples lost, because neither face nor picture is whole: ${lost}`] : [])].join(". "),
    notOpened: (/** @type {string} */ name, /** @type {string} */ why) => `${of(name)} could not be opened: ${why}`,
    leave: "This project is not kept in this browser: what is not saved as a file is lost. Leave it?",
    crashed: "Mien stopped working and has started anew: nothing that you gathered is lost, do once more what was under way",
    undo: "Undo",
  },

  store: {
    full: "This browser has no room left for the project. Save it as a file, then delete samples or other projects",
    none: "This browser keeps nothing here (a private window?). Save the project as a file before you close the page",
    otherVersion: "Mien is open in another tab, in another version. Close it, then reload this page",
  },

  /** What went wrong in a thread of the studio. @param {import("../../live/types.js").Problem} what */
  workerProblem: (what) => (what.code === "crashed" && !what.memory ? { message: "Mien stopped working", hint: "Try once more" } : problem(what)),

  /** @type {Record<import("../../types/rust.js").ProjectKind, {first: string, next: (name: string) => string, more: (samples: number) => string}>} */
  gather: {
    faces: {
      first: "Record or upload faces for each class",
      next: (name) => `Now add faces to ${of(name)}`,
      more: moreSamples,
    },
    pictures: {
      first: "Record or upload pictures for each class; the middle square of each counts",
      next: (name) => `Now add pictures to ${of(name)}`,
      more: moreSamples,
    },
  },

  classes: {
    name: "Name of the class",
    camera: "Camera",
    upload: "Upload",
    leaveOut: "Leave out of training",
    use: "Use for training again",
    up: "Move up",
    down: "Move down",
    download: "Download samples",
    remove: "Delete the class",
    more: "More",
    uploadTo: (/** @type {string} */ name) => `Upload pictures to ${name}`,
    cameraFor: (/** @type {string} */ name) => `Camera for ${name}`,
    moreAbout: (/** @type {string} */ name) => `More about ${name}`,
    samples: (/** @type {number} */ count) => samplesOf(count),
    leftOut: (/** @type {number} */ count) => `${samplesOf(count)}, left out`,
    lookThrough: (/** @type {number} */ count, /** @type {string} */ name) => `Look through ${samplesOf(count)} of ${name}`,
    removed: (/** @type {string} */ name, /** @type {number} */ samples) => `Deleted ${of(name)} with ${samplesOf(samples)}`,
  },

  samples: {
    count: (/** @type {number} */ total) => samplesOf(total),
    selected: (/** @type {number} */ selected, /** @type {number} */ total) => `${selected} of ${samplesOf(total)} selected`,
    all: "Select all",
    none: "Select none",
    moveTo: "Move to…",
    one: (/** @type {number} */ number, /** @type {string} */ name) => `Sample ${number}, ${name}`,
    removed: (/** @type {number} */ count) => `Deleted ${samplesOf(count)}`,
    moved: (/** @type {number} */ count, /** @type {string} */ to) => `Moved ${samplesOf(count)} to ${of(to)}`,
    copies: (/** @type {number} */ count) => counted(count, { one: "# is a copy of a sample that is there already: left out", other: "# are copies of samples that are there already: left out" }),
  },

  record: {
    asking: "Asking for the camera",
    hold: "Hold to record",
    handsFree: "Hands-free",
    stop: "Stop",
    close: (/** @type {string} */ name) => `Close the camera of ${name}`,
    countdown: (/** @type {number} */ left) => `Recording in ${left}`,
    settings: "Recording settings",
    rate: "Frames a second",
    delay: "Hands-free delay, s",
    duration: "Hands-free duration, s",
    unplugged: "The camera was disconnected. Connect it, then open this panel again",
    from: "Camera",
  },

  import: {
    /** @param {number} added @param {number} copies @param {number} faceless @param {number} unread */
    summary: (added, copies, faceless, unread) =>
      [
        `${samplesOf(added)} added`,
        ...(copies > 0 ? [counted(copies, { one: "# copy left out", other: "# copies left out" })] : []),
        ...(faceless > 0 ? [`no face in ${picturesOf(faceless)}`] : []),
        ...(unread > 0 ? [`${filesOf(unread)} could not be read`] : []),
      ].join(", "),
    more: "… and more",
    notes,
    empty: "the file is empty",
    faceless: "no face found",
    copy: "a copy of a sample that is there already",
    badPicture: "damaged, or a kind of picture that this browser can’t read",
    badVideo: "damaged, or a kind of video that this browser can’t play",
    noPictures: "no pictures",
    /** @param {string} name @param {string} what */
    note: (name, what) => `${name}: ${what}`,
    videoAt: (/** @type {string} */ name, /** @type {number} */ seconds) => `${name} at ${number(seconds, 1)} s`,
    videoProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ length) => `${name}: ${Math.round(at)} of ${Math.round(length)} s`,
    project: (/** @type {string} */ name) => `${name} is a whole project: open it from Projects`,
    settingsTaken: "Its training settings were taken over",
    archiveProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ count) => `${name}: ${at} of ${count}`,
    row: (/** @type {string} */ name, /** @type {number} */ row) => `${name}, row ${row}`,
    rows: (/** @type {string} */ name, /** @type {number} */ rows) => `${name}: ${counted(rows, { one: "# row", other: "# rows" })}`,
    tableOfFaces: "a table of faces belongs into a project of faces",
    forTesting: (/** @type {number} */ rows, /** @type {string[]} */ kinds) => `${counted(rows, { one: "# row", other: "# rows" })} for testing left out (${kinds.join(", ")})`,
    noUsage: "No column “Usage” keeps rows for testing apart: all count as training",
    badRows: (/** @type {number} */ rows) => counted(rows, { one: "# row could not be read", other: "# rows could not be read" }),
    picturesForTesting: (/** @type {number} */ pictures, /** @type {string[]} */ folders) => `${picturesOf(pictures)} for testing left out (${folders.join(", ")})`,
    learnFromThem: "To learn from pictures for testing all the same, choose the folder of one of their classes",
    guessedNames: (/** @type {string} */ codePage) => `Names of folders were written in an older way and taken for ${codePage}: rename classes that look wrong`,
    whichClass: (/** @type {number} */ pictures) => `Which class do ${picturesOf(pictures)} show?`,
    reading: "Reading",
    files: (/** @type {number} */ at, /** @type {number} */ count) => `${at} of ${filesOf(count)}`,
    stopped: "Stopped; what was added stays",
  },

  training: {
    /**
     * What would make training better.
     * @param {import("../../types/rust.js").Finding} finding
     * @returns {string}
     */
    advice(finding) {
      switch (finding.kind) {
        case "fewClasses":
          return finding.classes === 0 ? "Add two classes" : "Add a second class to tell the first from";
        case "noSamples":
          return finding.names.length === 1
            ? `Add samples to ${finding.names[0]}, which has none, or leave it out`
            : `Add samples to ${listed(finding.names)}, which have none, or leave them out`;
        case "fewSamples":
          return `Add ${listed(finding.wanted.map(({ name, more }, index) => (index === 0 ? `${number(more)} more to ${name}` : `${number(more)} to ${name}`)))}`;
        case "uneven":
          return (
            `${finding.most} has ${finding.times} times as many samples as ${finding.least}: ` +
            `add to ${finding.least}, or ${finding.balanced ? "leave class balance on" : "turn class balance on"}`
          );
        case "oneRecording":
          return `Most samples of ${listed(finding.names)} come from one recording, or from one picture: record it once more, at another time or place, to check honestly`;
        case "nothingChecked":
          return "No samples were kept apart, so nothing says how well new faces are recognised";
        case "fewChecked":
          return `Only ${finding.samples} samples were kept apart: add more for a result to rely on`;
        case "learntByHeart":
          return (
            `It gets ${percent(finding.training)} of the samples it learnt from right, but ${percent(finding.validation)} of those kept apart: ` +
            "add more varied samples (other people, light and angles), or train for fewer epochs"
          );
        case "stoppedEarly":
          return `Training ended after epoch ${number(finding.epochs)}: none was better than epoch ${number(finding.best)}, which is what you have`;
        case "poor":
          return (
            `Only ${percent(finding.validation)} of the samples kept apart are right: look through the samples for wrong ones, ` +
            "or make the classes more different"
          );
      }
    },

    /** Each setting with what it does, for somebody who has never trained anything. */
    settings: {
      epochs: { label: "Epochs", help: "How often it goes through all samples" },
      batch: { label: "Batch size", help: "Samples that it looks at before it corrects itself" },
      learningRate: { label: "Learning rate", help: "How far it corrects itself each time. Change it a little only" },
      hidden: { label: "Hidden units", help: "Size of what is trained; 0 makes it smallest, and its link short" },
      validationShare: { label: "Kept for checking, %", help: "Samples of every class that are not learnt from, but checked with. Copies stay on one side", percent: true },
      balance: { label: "Every class counts the same", help: "However many samples it has" },
      mirror: { label: "Learn from mirrored faces too", help: "Switch it off where left and right differ, as in winking" },
      patience: { label: "Give up after, epochs", help: "Training ends where so many epochs bring no better result on the samples kept for checking; 0: it goes through all" },
      seed: { label: "Seed", help: "The same number gives the same result" },
    },
    reset: "Reset to defaults",
    hint: {
      learning: "Learning; you can go on gathering",
      blocked: "Needs samples in every class",
      stale: "Samples or classes have changed: train again",
      trained: "Trained; try it in the preview",
      ready: "Everything is ready: press Train",
    },
    /** @param {number} share @param {number} samples */
    checked: (share, samples) => `Right on ${percent(share)} of the ${counted(samples, { one: "# sample", other: "# samples" })} kept for checking; it has seen no copy of them`,
    unchecked: (/** @type {number} */ share) => `Right on ${percent(share)} of the samples it learnt from; none were kept for checking`,
    /** @param {number} epoch @param {number} epochs @param {number} accuracy @param {number} loss @param {number} seconds left */
    epoch: (epoch, epochs, accuracy, loss, seconds) =>
      `Epoch ${epoch} of ${epochs} · right ${percent(accuracy)} · loss ${number(loss, 2)} · ${seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`} left`,
    mirroring: (/** @type {number} */ done, /** @type {number} */ total) =>
      `Looking at mirrored faces: ${number(done)} of ${number(total)}`,
    starting: "Starting",
    running: "Training",
    done: (/** @type {string} */ result) => `Trained. ${result}`,
    failed: "Training failed",
  },

  /** Pictures that are in two classes. */
  contradictions: {
    count: (/** @type {number} */ pictures) => counted(pictures, { one: "# picture is in more than one class", other: "# pictures are in more than one class" }),
    /** @param {string} name of the class @param {string} sample */
    removeFrom: (name, sample) => `Remove ${sample} from ${of(name)}`,
    remove: "Remove",
  },

  results: {
    caption: "Right answers for each class",
    rightOf: (/** @type {number} */ right, /** @type {number} */ samples) => (samples > 0 ? `${right} of ${samples}` : "none"),
    named: (/** @type {string} */ label) => `Named ${label}`,
    /** @param {string | undefined} truth @param {string | undefined} label @param {number} count */
    cell: (truth, label, count) => `${truth}, named ${label}: ${count}`,
    matrix: "Confusion matrix",
    /** @param {string} truth @param {boolean} learnt */
    said: (truth, learnt) => `you said ${truth}${learnt ? ", though it learnt from it" : ""}`,
    accuracy: {
      title: "Accuracy",
      says: "The share of samples that it names right. It matters on samples that it has not learnt from. While it learns, a fifth of what it sees of a face is hidden, so the first curve can lie below the second",
    },
    loss: { title: "Loss", says: "How far off it is, sure mistakes most. Where the second curve rises again, it learns by heart" },
    perClass: {
      title: "Accuracy per class",
      says: (/** @type {boolean} */ checked) => `Right answers on the ${checked ? "samples kept for checking" : "samples it learnt from"}`,
    },
    confusion: { title: "What is taken for what", says: "A row for what you said, a column for what it says" },
    mistakes: { title: "Samples it gets wrong", says: "Surest mistakes first. Some may be in the wrong class" },
  },

  preview: {
    seen: "This is how it names what it sees",
    crashed: "The preview stopped working, nothing is lost: start it again",
    loading: "Loading the networks",
    asking: "Your browser may ask whether this page may use the camera",
    badFile: "This file can’t be shown",
    choose: "Turn on the camera, or choose a photo",
    trainFirst: "Train first, then see it at work here",
    look: "Look how it does on new faces",
    later: "Comes after training",
  },

  bundle: {
    readme: bundleReadme,
    notFetched: (/** @type {string} */ file) => `${file} could not be fetched: check the connection, then try again`,
    notFound: (/** @type {string} */ file, /** @type {number} */ status) => `${file} could not be fetched (${status}): reload the page, then try again`,
  },

  /** Where a page can be put: what each place wants, in a line. Names of places and files stay as they are. */
  hosts: {
    all: "Any place that serves files over https will do; no program runs there. Unzip the bundle first",
    steps: {
      "GitHub Pages": "Put the files of the folder into a repository, then choose its branch under Settings, Pages",
      Netlify: "Drop the folder onto app.netlify.com/drop",
      "Cloudflare Pages": "Choose “Upload assets”, then drop the folder",
      "S3, nginx, Apache": "Copy the folder; .wasm needs the type application/wasm, and a page of another site needs Access-Control-Allow-Origin",
    },
  },

  /** The ways out of the studio. */
  ways: {
    page: { name: "Web page", says: "Put it on the web" },
    link: { name: "Link", says: "Send it to somebody" },
    tfjs: { name: "TensorFlow.js", says: "JavaScript" },
    keras: { name: "Keras", says: "Python, TensorFlow" },
    tflite: { name: "TensorFlow Lite", says: "Phones, small boards" },
    onnx: { name: "ONNX", says: "Everything else" },
    samples: { name: "Samples", says: "The pictures themselves" },
  },

  snippets,

  /** Files for other programs. */
  programs: {
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tfjs: {
      name: "TensorFlow.js",
      what: {
        faces: "The whole network for cut faces, as model.json, weights.bin and metadata.json, which also says how a face is cut",
        pictures: "Exactly what Teachable Machine exports: model.json, weights.bin and metadata.json work wherever its exports do",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    keras: {
      name: "Keras",
      what: {
        faces: "For Python. The snippet finds the faces with OpenCV, cuts them out and asks about them",
        pictures: "For Python, with labels.txt, as Teachable Machine has it; it opens in Keras 2 and 3",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tflite: {
      name: "TensorFlow Lite",
      what: {
        faces: "For Android, a Raspberry Pi and other small computers. The network takes cut faces",
        pictures: "For Android, a Raspberry Pi and other small computers, with labels.txt",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    onnx: {
      name: "ONNX",
      what: {
        faces: "For onnxruntime, OpenCV, C++, C#, Java and many more. The network takes cut faces",
        pictures: "For onnxruntime, OpenCV, C++, C#, Java and many more, with labels.txt",
      },
    },
    /** @type {Record<string, string>} */
    formats: { "keras-h5": ".h5, for every Keras", keras: ".keras, for Keras 3", tflite: "32-bit, exact", "tflite-int8": "8-bit, a quarter of the size" },
    variant: "Kind of file",
    language: "Language",
    making: "Making the files and trying them out",
    size: (/** @type {number} */ bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1000))} kB` : `${number(bytes / 1e6, 1)} MB`),
    failed: (/** @type {string} */ why) => `The files could not be made. ${why}`,
    /** @param {string} label @param {number} value @param {boolean} same as in the preview */
    checked: (label, value, same) => `${label} ${number(value, 2)}${same ? "" : ", unlike the preview"}`,
    /** @param {number} pictures @param {number} apart */
    same: (pictures, apart) =>
      `Tried out: read back, the files say the same of ${picturesOf(pictures)} as the preview${apart < 1e-4 ? "" : `, give or take ${number(apart, 3)}`}`,
    other: (/** @type {number} */ apart) => `Read back, the files say something else than the preview (${number(apart, 3)} apart). Please tell us: this is a fault in Mien`,
    notTried: (/** @type {string} */ file, /** @type {string} */ why) => `${file}: ${why}`,
  },

  export: {
    packing: (/** @type {number} */ done, /** @type {number} */ total) => `Collecting ${number(done)} of ${number(total)} pictures`,
    packed: "The file is in your downloads",
    saved: (/** @type {string} */ name) => `Saved ${of(name)} as a file`,
    notSaved: (/** @type {string} */ why) => `The file could not be made. ${why}`,
    samplesNotSaved: (/** @type {string} */ why) => `The samples could not be saved. ${why}`,
    collecting: "Collecting the files",
    bundled: "The bundle is in your downloads",
    notBundled: (/** @type {string} */ why) => `The bundle could not be made. ${why}`,
    copy: "Copy this",
    longLink: (/** @type {number} */ length) =>
      `${number(length)} characters: mail and documents take it whole, some chat programs would cut it. With 0 hidden units (Advanced) it becomes much shorter`,
    shortLink: (/** @type {number} */ length) => `${number(length)} characters: short enough for any chat program`,
    nothingKept: "This browser keeps nothing here (a private window?). Use the link under Export instead",
    linesCopied: "The lines are copied",
    linkCopied: "The link is copied",
  },
};
