// The studio's own thread: cuts faces out of pictures, turns them into embeddings, trains heads, reads and writes files.
// Every request has a number, and its answer the same one. Requests are served one after the other; only `stop` is heard meanwhile.

/** @typedef {import("../studio/types.js").ToTeacher} ToTeacher */
/** @typedef {import("../studio/types.js").FromTeacher} FromTeacher */
/** @typedef {import("../studio/types.js").Request} Request */

/** Side of the picture of a face that people see, in pixels. */
const PORTRAIT = 128;

/** Between two reports of progress, ms. */
const TICK = 100;

const base = new URL("..", import.meta.url).href;

/** @param {FromTeacher} message @param {Transferable[]} [transfer] */
const tell = (message, transfer = []) => self.postMessage(message, { transfer });

/** @param {string} path */
async function get(path) {
  const response = await fetch(new URL(path, base)).catch(() => undefined);
  if (response?.ok) return response;
  const error = new Error(`${path} could not be fetched${response ? ` (${response.status})` : ""}`);
  throw Object.assign(error, { code: "load", hint: "Check the connection, then reload the page" });
}

async function load() {
  const text = await (await get("model/manifest.json")).text();
  const manifest = JSON.parse(text);
  const weights = async (/** @type {{file: string}} */ { file }) =>
    new Uint8Array(await (await get(`model/${file}`)).arrayBuffer());
  const [wasm, detector, landmarks, expression] = await Promise.all([
    import("../mien-studio.js").then(async (mien) => {
      await mien.default({ module_or_path: get("mien-studio_bg.wasm") });
      return mien;
    }),
    weights(manifest.detector),
    weights(manifest.landmarks),
    weights(manifest.expression),
  ]);
  wasm.watchPanics((details) => tell({ type: "crashed", details }));
  return {
    mien: wasm,
    teacher: new wasm.TeacherWorker(text, detector, landmarks, expression),
    backbone: /** @type {string} */ (manifest.expression.sha256),
  };
}

const loading = load();
// Who asks for it hears of its failure.
loading.catch(() => {});

/** Draws what people see of a face: the same cut as the network's, in colour and finer. */
const portrait = new OffscreenCanvas(PORTRAIT, PORTRAIT);
const brush = portrait.getContext("2d");

/**
 * @param {OffscreenCanvas} picture
 * @param {{a: number, b: number, tx: number, ty: number}} toFace
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
function breathe() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => {
      port2.close();
      resolve(undefined);
    };
    port1.postMessage(0);
  });
}

/** The number of the request that is to stop. */
let stopped = -1;

/**
 * @param {Extract<Request, {type: "picture"}>} request
 */
async function addPicture({ bitmap, which }) {
  const { teacher } = await loading;
  const ready = Math.max(bitmap.width, bitmap.height) <= teacher.cropSide;
  const found = teacher.faces(bitmap, which);
  if (found.length === 0) return [];
  const crops = teacher.crops();
  const embeddings = teacher.embed(crops, false);
  const picture = teacher.canvas();
  const side = teacher.cropSide;
  const width = embeddings.length / found.length;
  const faces = [];
  for (const [index, { toFace }] of found.entries()) {
    faces.push({
      face: crops.slice(index * side * side, (index + 1) * side * side),
      embedding: embeddings.slice(index * width, (index + 1) * width),
      // Of a face that was cut out already there is nothing finer to show.
      picture: ready ? null : await drawPortrait(picture, toFace, side),
    });
  }
  return faces;
}

/**
 * @param {Extract<Request, {type: "train"}>} request
 * @param {number} id
 */
async function train({ embeddings, mirrored, truth, names, settings }, id) {
  const { mien } = await loading;
  const training = new mien.HeadTraining(embeddings, mirrored, truth, names, settings);
  try {
    let told = 0;
    while (!training.finished() && stopped !== id) {
      const epoch = training.epoch();
      const now = performance.now();
      if (now - told > TICK || training.finished()) {
        told = now;
        tell({ type: "epoch", id, epoch });
      }
      await breathe();
    }
    return training.result();
  } finally {
    training.free();
  }
}

/** The archive that is being looked through. @type {import("../mien-studio.js").ArchiveReader | undefined} */
let archive;

/** Bytes of a table that are read at a time: some hundred faces. */
const PIECE = 1 << 20;

/** Pieces that a second thread may have to do at a time. */
const AHEAD = 3;

/**
 * A second thread like this one: it embeds the mirrored faces of a large table while this one cuts out the faces and embeds them.
 * @returns {{embed: (faces: Uint8Array<ArrayBuffer>, mirrored: boolean) => Promise<Float32Array<ArrayBuffer>>, close: () => void}}
 */
function startSecond() {
  const second = new Worker(import.meta.url, { type: "module", name: "mien-teach-2" });
  /** @type {((message: FromTeacher | undefined) => void)[]} */
  const waiting = [];
  // It answers in the order in which it is asked.
  second.addEventListener("message", ({ data }) => waiting.shift()?.(data));
  second.addEventListener("error", () => waiting.splice(0).forEach((hear) => hear(undefined)));
  return {
    async embed(faces, mirrored) {
      /** @type {Promise<FromTeacher | undefined>} */
      const answer = new Promise((resolve) => waiting.push(resolve));
      second.postMessage({ type: "request", id: 0, request: { type: "embed", faces, mirrored } }, [faces.buffer]);
      const heard = await answer;
      if (heard?.type === "done") return /** @type {Float32Array<ArrayBuffer>} */ (heard.result);
      throw heard?.type === "failed" ? heard.error : { code: "crashed", message: "A second thread stopped", hint: "Reload the page" };
    },
    close: () => second.terminate(),
  };
}

/**
 * @param {Extract<Request, {type: "table"}>} request
 * @param {number} id
 */
async function readTable({ file }, id) {
  const { mien, teacher } = await loading;
  const reader = new mien.TableReader();
  const second = file.size > AHEAD * PIECE ? startSecond() : undefined;
  /** @type {Promise<void>[]} */
  const under = [];
  try {
    const names = reader.expressions();
    for (let start = 0, last = false; !last && stopped !== id; start += PIECE) {
      last = start >= file.size;
      const bytes = new Uint8Array(await file.slice(start, start + PIECE).arrayBuffer());
      const rows = reader.push(teacher, bytes);
      const { faces } = rows;
      const labels = [...rows.labels].map((label) => names[label] ?? "");
      rows.free();
      if (labels.length > 0) {
        const read = Math.min(start + PIECE, file.size);
        // Asked first, so that both threads are at work.
        const turned = second ? second.embed(faces.slice(), true) : teacher.embed(faces, true);
        const told = Promise.all([teacher.embed(faces, false), turned]).then(([embeddings, mirrored]) =>
          tell({ type: "part", id, part: { labels, faces, embeddings, mirrored, read } }, [faces.buffer, embeddings.buffer, mirrored.buffer]),
        );
        // Whoever waits for it hears of its failure.
        told.catch(() => {});
        under.push(told);
        if (under.length > AHEAD) await under.shift();
      }
      await breathe();
    }
    await Promise.all(under);
    const { leftOut, usages, bad, faults } = reader;
    return { leftOut, leftOutUsages: usages, bad, faults };
  } finally {
    second?.close();
    reader.free();
  }
}

/**
 * @param {Extract<Request, {type: "pack"}>} request
 */
async function pack({ project, samples, faces }) {
  const { mien } = await loading;
  const packer = new mien.ProjectPacker();
  const named = [];
  for (const { picture, className, ...sample } of samples) {
    const bytes = picture && new Uint8Array(await picture.arrayBuffer());
    named.push({ ...sample, picture: bytes ? packer.picture(className, sample.id, "jpg", bytes) : null });
  }
  return packer.finish(JSON.stringify({ ...project, samples: named }), faces);
}

/**
 * @param {Extract<Request, {type: "unpack"}>} request
 */
async function unpack({ bytes }) {
  const { mien } = await loading;
  const opened = new mien.ArchiveReader(bytes);
  if (opened.contents().kind !== "mien") {
    opened.free();
    return undefined;
  }
  const reader = opened.intoProject();
  try {
    const project = JSON.parse(reader.project());
    const damage = reader.damage();
    const samples = [];
    let lost = 0;
    for (const [place, { picture, ...sample }] of project.samples.entries()) {
      const face = reader.face(place);
      if (!face) {
        lost += 1;
        continue;
      }
      /** @type {Blob | null} */
      let blob = null;
      try {
        if (picture) blob = new Blob([reader.picture(picture)], { type: "image/jpeg" });
      } catch {
        // Its face is all that is needed; that the picture is lost is among the damage.
      }
      samples.push({ ...sample, face, picture: blob });
    }
    if (lost > 0 && damage.length === 0) damage.push(`${lost} samples are lost`);
    return { project: { ...project, samples: undefined }, samples, damage };
  } finally {
    reader.free();
  }
}

/**
 * @param {Extract<Request, {type: "zip"}>} request
 */
async function zip({ files }) {
  const { mien } = await loading;
  const made = new mien.Zip();
  for (const { path, bytes } of files) made.add(path, bytes);
  return made.finish();
}

/**
 * @param {Request} request
 * @param {number} id
 */
async function answer(request, id) {
  switch (request.type) {
    case "load": {
      const { teacher, backbone } = await loading;
      return { side: teacher.cropSide, backbone };
    }
    case "picture":
      return addPicture(request);
    case "embed":
      return (await loading).teacher.embed(request.faces, request.mirrored);
    case "train":
      return train(request, id);
    case "advice":
      return (await loading).mien.adviceBefore(request.counts, request.settings);
    case "link":
      return (await loading).mien.linkOf(request.head);
    case "archive":
      archive?.free();
      archive = new (await loading).mien.ArchiveReader(request.bytes);
      return archive.contents();
    case "entry":
      return archive?.read(request.index);
    case "close-archive":
      archive?.free();
      archive = undefined;
      return undefined;
    case "table":
      return readTable(request, id);
    case "pack":
      return pack(request);
    case "unpack":
      return unpack(request);
    case "zip":
      return zip(request);
  }
}

/** @param {unknown} error */
function failure(error) {
  if (error instanceof WebAssembly.RuntimeError) return { code: "crashed", message: String(error.stack ?? error), hint: "" };
  const { code = "unexpected", message = String(error), hint = "" } = /** @type {Partial<import("../live/types.js").Failure>} */ (error ?? {});
  return { code, message, hint };
}

let work = Promise.resolve();
self.addEventListener("message", (/** @type {MessageEvent<ToTeacher>} */ { data }) => {
  if (data.type === "stop") {
    stopped = data.id;
    return;
  }
  const { id, request } = data;
  work = work
    .then(() => answer(request, id))
    .then((result) => tell({ type: "done", id, result }))
    .catch((error) => tell({ type: "failed", id, error: failure(error) }));
});
