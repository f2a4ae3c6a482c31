// The studio's own thread: cuts faces out of pictures, turns them into embeddings, trains heads, reads and writes files.
import { MIRRORED } from "../types/settings.js";
import { ProblemError, checkPixels, get, load } from "./load.js";
import { joined, plainFiles } from "./plain.js";
import { serve, tellCrash } from "./serve.js";

/** @typedef {import("./serve.js").Call} Call */
/** @typedef {import("./serve.js").FromServer} FromServer */
/** @typedef {import("../mien-studio.js").SampleExtractor} SampleExtractor */
/** @typedef {import("../types/rust.js").Epoch} Epoch */
/** @typedef {import("../types/rust.js").HeadFile} HeadFile */
/** @typedef {import("../types/rust.js").ProjectClass} ProjectClass */
/** @typedef {import("../types/rust.js").ProjectKind} ProjectKind */
/** @typedef {import("../types/rust.js").TrainConfig} TrainConfig */
/** @typedef {import("../types/rust.js").Which} Which */
/** @typedef {import("../studio/types.js").PackedSample} PackedSample */
/** @typedef {import("../studio/types.js").Bytes} Bytes */

/** Side of the picture of a face that people see, in pixels. */
const PORTRAIT = 128;

/** Between two reports of progress, ms. */
const TICK = 100;

/** Bytes of a table that make a piece of work: some hundred faces. */
const PIECE = 1 << 20;

/** Tables of more pieces are worth a second thread. */
const ALONE = 3;

/** Pieces that a second thread is given at a time: the one in work, and the next. */
const GIVEN = 2;

/** Pieces that may be taken in before one that is still in work; by then something is wrong with who has it. */
const AHEAD = 8;

/** Of the pictures that are kept, 0 to 1: what it loses is not seen, and hardly noticed by the network. */
const JPEG_QUALITY = 0.95;

/** The folder that holds the modules and `model/`. */
const base = new URL("..", import.meta.url).href;

async function start() {
  const { bindings, manifest, weights } = await load(base, "mien-studio", () => import("../mien-studio.js"), ["detector", "landmarks", "expression"]);
  checkPixels();
  bindings.watchPanics(tellCrash);
  const files = new bindings.WeightFiles();
  for (const { file, bytes, sha256 } of weights) files.insert(file, bytes, sha256);
  const extractor = new bindings.SampleExtractor(manifest, files);
  files.free();
  return { mien: bindings, manifest, extractor };
}

const starting = start();
// Who asks for it hears of its failure.
starting.catch(() => {});

/** The network below the classes of image projects, once such a project is open. @type {Promise<import("../mien-studio.js").PictureBase> | undefined} */
let openBase;

/** A file that the manifest describes. @param {string} manifest @param {"pictures" | "expression"} which */
async function weightFile(manifest, which) {
  const { file } = JSON.parse(manifest)[which];
  return { file, bytes: new Uint8Array(await (await get(base, `model/${file}`)).arrayBuffer()) };
}

function pictureBase() {
  openBase ??= starting.then(async ({ mien, manifest }) => new mien.PictureBase(manifest, (await weightFile(manifest, "pictures")).bytes));
  // Who tries once more, after the connection is back, fetches it anew.
  openBase.catch(() => (openBase = undefined));
  return openBase;
}

/** Draws what people see of a face: the same cut as the network's, in colour and finer. */
const portrait = new OffscreenCanvas(PORTRAIT, PORTRAIT);
const brush = portrait.getContext("2d");

/**
 * @param {OffscreenCanvas} picture
 * @param {import("../types/rust.js").SimilarityTransform} toFace
 * @param {number} side of the network's cut
 * @returns {Promise<Blob>}
 */
function drawPortrait(picture, { a, b, tx, ty }, side) {
  const scale = PORTRAIT / side;
  brush?.setTransform(1, 0, 0, 1, 0, 0);
  brush?.clearRect(0, 0, PORTRAIT, PORTRAIT);
  brush?.setTransform(scale * a, scale * b, -scale * b, scale * a, scale * tx, scale * ty);
  brush?.drawImage(picture, 0, 0);
  return portrait.convertToBlob({ type: "image/jpeg", quality: 0.9 });
}

/** Lets messages in, `stop` among them, without the delay that browsers give to timers. */
function yieldToEvents() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => {
      port2.close();
      resolve(undefined);
    };
    port1.postMessage(0);
  });
}

/** The archive that is being looked through. @type {import("../mien-studio.js").ArchiveReader | undefined} */
let archive;

/**
 * Rows of a table, taken in.
 * @typedef {{faces: Bytes, embeddings: Float32Array<ArrayBuffer>, mirrored: Float32Array<ArrayBuffer>}} TakenRows
 */

/**
 * Cuts out the faces of a table's rows, and embeds them, some of them also as in a mirror.
 * @param {SampleExtractor} extractor
 * @param {Bytes} pictures
 * @param {number[]} mirroredRows which of the rows, counted from 0
 * @returns {TakenRows}
 */
function takeRows(extractor, pictures, mirroredRows) {
  const faces = /** @type {Bytes} */ (extractor.cutRows(pictures));
  const area = extractor.cropSide ** 2;
  const turned = new Uint8Array(mirroredRows.length * area);
  mirroredRows.forEach((row, place) => turned.set(faces.subarray(row * area, (row + 1) * area), place * area));
  const embed = (/** @type {Bytes} */ crops, /** @type {boolean} */ mirrored) => /** @type {Float32Array<ArrayBuffer>} */ (extractor.embed(crops, mirrored));
  return { faces, embeddings: embed(faces, false), mirrored: embed(turned, true) };
}

/**
 * A second thread like this one, which takes pieces of a large table; it says how many it has.
 * @returns {{takeRows: (pictures: Bytes, mirroredRows: number[]) => Promise<TakenRows>, given: () => number, close: () => void}}
 */
function startSecond() {
  const second = new Worker(import.meta.url, { type: "module", name: "mien-studio-2" });
  /** @type {((message: FromServer | undefined) => void)[]} */
  const waiting = [];
  // It answers in the order in which it is asked.
  const ended = () => waiting.splice(0).forEach((hear) => hear(undefined));
  second.addEventListener("message", ({ data }) => {
    if ("alive" in data) navigator.locks.request(data.alive, ended).catch(() => {});
    else waiting.shift()?.(data);
  });
  second.addEventListener("error", ended);
  return {
    given: () => waiting.length,
    async takeRows(pictures, mirroredRows) {
      /** @type {Promise<FromServer | undefined>} */
      const answer = new Promise((resolve) => waiting.push(resolve));
      second.postMessage({ id: 0, method: "takeRows", args: [pictures, mirroredRows] }, [pictures.buffer]);
      const heard = await answer;
      if (heard && "result" in heard) return /** @type {TakenRows} */ (heard.result);
      throw new ProblemError(heard && "problem" in heard ? heard.problem : { code: "crashed", details: "worker/studio.js" });
    },
    close: () => second.terminate(),
  };
}

const methods = {
  /**
   * What belongs to the model of such projects: the side of a face or picture, the checksum of the weights that embed, and where the landmarks of
   * a face go.
   * @param {Call} _
   * @param {ProjectKind} kind
   */
  async model(_, kind) {
    const { extractor, manifest } = await starting;
    /** @type {{template: [number, number][]}} */
    const { template } = JSON.parse(manifest).model.preprocess;
    if (kind === "faces") return { side: extractor.cropSide, backbone: extractor.backbone, template };
    const { side, backbone } = await pictureBase();
    return { side, backbone, template };
  },

  /**
   * The faces of a picture, largest first; none where there is no face.
   * @param {Call} _
   * @param {ImageBitmap} bitmap
   * @param {Which} which
   * @param {boolean} still whether it is no frame of a camera or video
   */
  async faces(_, bitmap, which, still) {
    const { extractor } = await starting;
    const found = extractor.faces(bitmap, which, still);
    if (found.length === 0) return [];
    const crops = extractor.crops();
    const embeddings = extractor.embed(crops, false);
    const picture = extractor.canvas();
    const side = extractor.cropSide;
    const width = embeddings.length / found.length;
    const faces = [];
    for (const [index, { toFace, precropped, turned }] of found.entries()) {
      faces.push({
        face: crops.slice(index * side * side, (index + 1) * side * side),
        embedding: embeddings.slice(index * width, (index + 1) * width),
        // Of a face that was cut out already there is nothing finer to show.
        picture: precropped ? null : await drawPortrait(picture, toFace, side),
        turned,
      });
    }
    return faces;
  },

  /**
   * A whole picture as a sample: its middle, of the network's size.
   * @param {Call} _
   * @param {ImageBitmap} bitmap
   * @param {Blob} [file] that the picture came in: one of that size already is kept as it is
   */
  async picture(_, bitmap, file) {
    const network = await pictureBase();
    const { side } = network;
    let kept = file?.type === "image/jpeg" && bitmap.width === side && bitmap.height === side ? file : undefined;
    if (kept) bitmap.close();
    else {
      const canvas = new OffscreenCanvas(side, side);
      const pixels = new ImageData(side, side);
      pixels.data.set(network.cut(bitmap));
      canvas.getContext("2d")?.putImageData(pixels, 0, 0);
      kept = await canvas.convertToBlob({ type: "image/jpeg", quality: JPEG_QUALITY });
    }
    // What is learnt from is what is kept: an opened project gives the same embedding.
    const embedding = network.embed(await createImageBitmap(kept), false);
    return [{ face: new Uint8Array(), embedding, picture: kept, turned: 0 }];
  },

  /**
   * The embedding of a picture that nobody keeps.
   * @param {Call} _
   * @param {ImageBitmap} bitmap
   */
  async embedPicture(_, bitmap) {
    return (await pictureBase()).embed(bitmap, false);
  },

  /**
   * Embeddings of kept pictures, one after the other.
   * @param {Call} _
   * @param {Blob[]} kept
   * @param {boolean} mirrored
   */
  async embedPictures(_, kept, mirrored) {
    const network = await pictureBase();
    /** @type {Float32Array[]} */
    const found = [];
    for (const picture of kept) found.push(network.embed(await createImageBitmap(picture), mirrored));
    return joined(found, (length) => new Float32Array(length));
  },

  /**
   * Embeddings of faces that were cut out before, one after the other.
   * @param {Call} _
   * @param {Bytes} faces
   * @param {boolean} mirrored
   */
  async embed(_, faces, mirrored) {
    return (await starting).extractor.embed(faces, mirrored);
  },

  /**
   * A face that was cut for a model of another size, for this one's.
   * @param {Call} _
   * @param {Bytes} face
   */
  async resized(_, face) {
    return (await starting).extractor.resized(face);
  },

  /**
   * What takes part in training: places of classes and of samples, of each sample which of the classes it shows, and which of the samples are learnt
   * from as in a mirror, too.
   * @param {Call} _
   * @param {ProjectClass[]} classes
   * @param {Uint32Array<ArrayBuffer>} ids of the samples
   * @param {Uint32Array<ArrayBuffer>} of the ids of their classes
   */
  async participants(_, classes, ids, of) {
    const found = (await starting).mien.participants(classes, ids, of);
    const parts = { classes: found.classes, samples: found.samples, truth: found.truth, mirrored: found.mirrored };
    found.free();
    return parts;
  },

  /**
   * Trains a head, and tells of its epochs; when it is stopped, the best so far is the result.
   * @param {Call} call
   * @param {{embeddings: Float32Array<ArrayBuffer>, mirrored: Float32Array<ArrayBuffer>, mirroredSamples: Uint32Array<ArrayBuffer>, truth: Uint32Array<ArrayBuffer>, names: string[], settings: TrainConfig}} lesson
   */
  async train(call, { embeddings, mirrored, mirroredSamples, truth, names, settings }) {
    const { mien } = await starting;
    const fit = new mien.HeadFit(embeddings, mirrored, mirroredSamples, truth, names, settings);
    try {
      let told = 0;
      /** @type {Epoch[]} */
      let untold = [];
      while (!fit.finished() && !call.stopped()) {
        untold.push(fit.epoch());
        const now = performance.now();
        if (now - told > TICK || fit.finished()) {
          told = now;
          call.tell(untold);
          untold = [];
        }
        await yieldToEvents();
      }
      return fit.result();
    } finally {
      fit.free();
    }
  },

  /**
   * What to do before training.
   * @param {Call} _
   * @param {{name: string, count: number}[]} counts
   * @param {TrainConfig} settings
   */
  async advice(_, counts, settings) {
    return (await starting).mien.adviceBefore(counts, settings);
  },

  /**
   * The text of a head file.
   * @param {Call} _
   * @param {HeadFile} head
   */
  async headFile(_, head) {
    return (await starting).mien.headFile(head);
  },

  /**
   * The text of a head file as the fragment of a link.
   * @param {Call} _
   * @param {string} head
   */
  async link(_, head) {
    return (await starting).mien.linkOf(head);
  },

  /**
   * What a head says of embeddings, one after the other: a probability a class.
   * @param {Call} _
   * @param {string} head file
   * @param {Float32Array<ArrayBuffer>} embeddings
   */
  async classify(_, head, embeddings) {
    return (await starting).mien.classify(head, embeddings);
  },

  /**
   * The whole network with a head's classes, for TensorFlow.js.
   * @param {Call} _
   * @param {ProjectKind} kind of the project
   * @param {string} head file
   * @param {string} time that is noted in it
   * @returns {Promise<{path: string, bytes: Bytes}[]>}
   */
  async exportModel(_, kind, head, time) {
    const { mien, manifest } = await starting;
    if (kind === "pictures") return plainFiles((await pictureBase()).exportModel(head, time));
    const { file, bytes } = await weightFile(manifest, "expression");
    const files = new mien.WeightFiles();
    files.insert(file, bytes);
    try {
      return plainFiles(mien.exportModel(manifest, files, head, time));
    } finally {
      files.free();
    }
  },

  /**
   * What is to be done with files in folders.
   * @param {Call} _
   * @param {import("../types/rust.js").FolderFile[]} files
   */
  async sortFolders(_, files) {
    return (await starting).mien.sortFolders(files);
  },

  /**
   * Opens an archive, in the place of the one that is open.
   * @param {Call} _
   * @param {Bytes} bytes
   */
  async openArchive(_, bytes) {
    archive?.free();
    archive = undefined;
    archive = new (await starting).mien.ArchiveReader(bytes);
    return archive.contents();
  },

  /**
   * @param {Call} _
   * @param {number} index of an entry of the archive that is open
   */
  readEntry(_, index) {
    return archive?.read(index);
  },

  closeArchive() {
    archive?.free();
    archive = undefined;
  },

  /**
   * What a second thread does of a table.
   * @param {Call} _
   * @param {Bytes} pictures
   * @param {number[]} mirroredRows
   */
  async takeRows(_, pictures, mirroredRows) {
    return takeRows((await starting).extractor, pictures, mirroredRows);
  },

  /**
   * Reads a table, and tells of its rows piece by piece.
   * @param {Call} call
   * @param {File} file
   */
  async readTable(call, file) {
    const { mien, extractor } = await starting;
    const reader = new mien.TableReader(file);
    const second = file.size > ALONE * PIECE ? startSecond() : undefined;
    /** @type {Promise<void>[]} */
    const under = [];
    // Nearly what `participants` will choose; what is missing then is made then.
    /** Rows of each label so far. @type {Map<string, number>} */
    const counts = new Map();
    const isMirrored = (/** @type {string} */ label) => {
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      return count <= MIRRORED;
    };
    // Pieces are told of in the order of the table, whoever was sooner.
    let before = Promise.resolve();
    try {
      const names = reader.expressions();
      while (!call.stopped()) {
        const rows = reader.read();
        if (!rows) break;
        const pictures = /** @type {Bytes} */ (rows.pictures);
        const labels = [...rows.labels].map((label) => names[label] ?? "");
        rows.free();
        if (labels.length > 0) {
          const read = reader.bytesRead;
          const mirroredRows = labels.flatMap((label, row) => (isMirrored(label) ? row : []));
          // Whoever is free takes it: this thread, where the other one has enough to do.
          const taken = second && second.given() < GIVEN ? second.takeRows(pictures, mirroredRows) : takeRows(extractor, pictures, mirroredRows);
          before = Promise.all([taken, before]).then(([{ faces, embeddings, mirrored }]) =>
            call.tell({ labels, faces, embeddings, mirrored, mirroredRows, read }, [faces.buffer, embeddings.buffer, mirrored.buffer]),
          );
          // Whoever waits for it hears of its failure.
          before.catch(() => {});
          under.push(before);
          if (under.length > AHEAD) await under.shift();
        }
        await yieldToEvents();
      }
      await Promise.all(under);
      return { hasUsage: reader.hasUsage, leftOut: reader.leftOut, leftOutUsages: reader.usages, faults: reader.faults() };
    } finally {
      second?.close();
      reader.free();
    }
  },

  /**
   * A project as a file.
   * @param {Call} _
   * @param {object} project
   * @param {PackedSample[]} samples
   * @param {Bytes} faces of the samples, one after the other
   * @param {Float32Array<ArrayBuffer>} embeddings of the samples, one after the other; none of faces
   */
  async pack(_, project, samples, faces, embeddings) {
    const { mien, extractor } = await starting;
    const packer = new mien.ProjectPacker();
    packer.embeddings(embeddings);
    const named = [];
    for (const { picture, className, ...sample } of samples) {
      const bytes = picture && new Uint8Array(await picture.arrayBuffer());
      named.push({ ...sample, picture: bytes ? packer.picture(className, sample.id, "jpg", bytes) : null });
    }
    return packer.finish(extractor, JSON.stringify({ ...project, samples: named }), faces);
  },

  /**
   * A project out of a file; nothing where the file is none.
   * @param {Call} _
   * @param {Bytes} bytes
   */
  async unpack(_, bytes) {
    const { mien, extractor } = await starting;
    const opened = new mien.ArchiveReader(bytes);
    if (opened.contents().kind !== "mien") {
      opened.free();
      return undefined;
    }
    const reader = opened.intoProject();
    try {
      const project = JSON.parse(reader.project());
      const damage = reader.damage();
      /** @type {import("../studio/types.js").Sample[]} */
      const samples = [];
      let { lost } = reader;
      for (const [place, { picture, ...sample }] of project.samples.entries()) {
        /** @type {Blob | null} */
        let blob = null;
        try {
          if (picture) blob = new Blob([reader.picture(picture)], { type: "image/jpeg" });
        } catch {
          // Its face is all that is needed; that the picture is lost is among the damage.
        }
        // Of a face that is lost, its picture is the same cut, finer.
        const whole = project.kind === "pictures";
        const bitmap = blob && !whole && !reader.hasFace(place) ? await createImageBitmap(blob).catch(() => undefined) : undefined;
        const face = whole ? blob && new Uint8Array() : bitmap ? extractor.whole(bitmap) : reader.face(place, extractor);
        const embedding = /** @type {Float32Array<ArrayBuffer>} */ (reader.embedding(place));
        if (face) samples.push({ ...sample, face, picture: blob, embedding });
        else lost += 1;
      }
      return { project: { ...project, samples: undefined }, samples, damage, lost };
    } finally {
      reader.free();
    }
  },

  /**
   * @param {Call} _
   * @param {{path: string, bytes: Bytes}[]} files
   */
  async zip(_, files) {
    const made = new (await starting).mien.Zip();
    for (const { path, bytes } of files) made.add(path, bytes);
    return made.finish();
  },
};

/** What the page can ask for. @typedef {typeof methods} Methods */

serve(methods);
