// What the studio says, in Spanish, beside what every live picture says.
import { snippets } from "../en/snippets.js";
import { bundleReadme } from "../en/bundle-readme.js";
import { words as live } from "./live.js";
import { speech } from "../speech.js";
import { note, problem } from "./studio-problems.js";
import { sentences } from "./problems.js";

/** @typedef {import("../../types/rust.js").Note} Note */
/**
 * @template T
 * @typedef {import("../../types/rust.js").Faults<T>} Faults
 */

const { counted, daysAgo, number, percent, someOf } = speech("es");

const samplesOf = (/** @type {number} */ count) => counted(count, { one: "# muestra", other: "# muestras" });
const picturesOf = (/** @type {number} */ count) => counted(count, { one: "# imagen", other: "# imágenes" });
const filesOf = (/** @type {number} */ count) => counted(count, { one: "# archivo", other: "# archivos" });

/** The first few classes of these, and how many more there are. @param {string[]} all @param {string} before what stands before that number */
const listed = (all, before = "") => someOf(all, (count) => before + counted(count, { one: "# clase más", other: "# clases más" }));

const of = (/** @type {string} */ name) => `«${name}»`;

/** @param {Faults<Note>} faults */
function notes({ first, count }) {
  const more = count - first.length;
  return [...first.map(note), ...(more > 0 ? [`${number(more)} más de este tipo`] : [])];
}

/** @param {number} samples */
const moreSamples = (samples) => `${samplesOf(samples)}; cuantas más haya y más variadas, mejor acertará`;

export const words = {
  problem,

  /** Why there is no camera, in one line. @type {Record<keyof typeof live.camera, string>} */
  cameraLine: {
    asking: live.camera.asking.sentence,
    denied: `${live.camera.denied.title}. ${live.camera.denied.sentence}`,
    busy: `${live.camera.busy.title}. ${live.camera.busy.sentence}`,
    absent: "No se encontró ninguna cámara. Conecta una o sube imágenes",
    unplugged: live.camera.unplugged.title,
    "camera-error": "La cámara no responde. Conéctala otra vez e inténtalo de nuevo",
    insecure: "La cámara necesita una dirección segura (https:// o localhost). Sube imágenes en su lugar",
    "in-app": "El navegador de esta app no tiene cámara. Elige «Abrir en el navegador» en el menú de la app, o sube imágenes",
    "frame-denied": `${live.camera["frame-denied"].title}. ${live.camera["frame-denied"].sentence}`,
    "no-picture": `${live.camera["no-picture"].title}. ${live.camera["no-picture"].sentence}`,
    muted: `${live.camera.muted.title}. ${live.camera.muted.sentence}`,
    tap: live.camera.tap.title,
  },

  /** What a new project can start from: name, and what it holds. */
  templates: {
    empty: { name: "Proyecto vacío", says: "Dos clases con los nombres que quieras", classes: ["Clase 1", "Clase 2"] },
    six: { name: "Seis expresiones básicas", says: "Alegría, Tristeza, Miedo, Ira, Sorpresa, Asco" },
    seven: { name: "Seis y neutral", says: "Las seis y una cara en reposo" },
    wink: { name: "Guiño izquierdo y derecho", says: "Ojo izquierdo, ojo derecho, los dos abiertos", classes: ["Los dos abiertos", "Guiño izquierdo", "Guiño derecho"] },
    pictures: { name: "Imágenes completas", says: "Todo lo que ve una cámara: cosas, manos, lugares, como en Teachable Machine", classes: ["Clase 1", "Clase 2"] },
  },
  newClass: (/** @type {number} */ number) => `Clase ${number}`,
  unnamedClass: "Clase",

  /** What a project can be about. */
  kind: {
    title: (/** @type {string} */ file) => `¿Qué debe aprender de ${of(file)}?`,
    faces: { name: "Las caras", says: "Cada cara se encuentra, se recorta y se endereza: lo mejor para expresiones" },
    pictures: { name: "Las imágenes completas", says: "Cuenta todo lo que hay en ellas, como en Teachable Machine" },
  },

  start: {
    none: "Los proyectos se guardan solos en este navegador; aún no hay ninguno",
    /** @param {number} days */
    when: (days) => daysAgo(days),
    /** @param {import("../../types/rust.js").ProjectKind} kind @param {number} classes @param {boolean} trained @param {string} when */
    about: (kind, classes, trained, when) => `${kind === "pictures" ? "Imágenes completas, " : ""}${counted(classes, { one: "# clase", other: "# clases" })}${trained ? ", entrenado" : ""}, ${when}`,
    remove: (/** @type {string} */ name) => `Eliminar ${name}`,
    removed: (/** @type {string} */ name) => `Se eliminó ${of(name)}`,
  },

  page: {
    tooOld: `${sentences.tooOld.message}. ${sentences.tooOld.hint}`,
    wasmOff: `${sentences.wasmOff.message}. ${sentences.wasmOff.hint}`,
    elsewhere: "Este proyecto está abierto en otra pestaña",
    takenOver: "Este proyecto se abrió en otra pestaña",
    gone: "Este proyecto (ya) no está en este navegador",
    updating: (/** @type {number} */ done, /** @type {number} */ total) => `Muestras revisadas: ${done} de ${total}`,
    learningAgain: (/** @type {string} */ name) => `«${name}» se entrenó con otra versión de la red; está aprendiendo otra vez de las muestras que guardaste`,
    saved: "Guardado en este navegador",
    saving: "Guardando…",
    notSaved: "Sin guardar",
    saveAsFile: "Guardar como archivo",
    reload: "Recargar",
    close: "Cerrar",
    copyDetails: "Copiar detalles",
    empty: "el archivo está vacío",
    /** @param {string} name @param {Faults<Note>} damage @param {number} lost samples */
    damaged: (name, damage, lost) =>
      [`${of(name)} está dañado`, ...notes(damage), ...(lost > 0 ? [`Muestras perdidas, porque ni la cara ni la imagen están íntegras: ${lost}`] : [])].join(". "),
    notOpened: (/** @type {string} */ name, /** @type {string} */ why) => `No se pudo abrir ${of(name)}: ${why}`,
    leave: "Este proyecto no se guarda en este navegador: lo que no guardes como archivo se perderá. ¿Quieres salir?",
    crashed: "Mien dejó de funcionar y se ha reiniciado: no se pierde nada de lo reunido, repite lo que estaba en marcha",
    undo: "Deshacer",
  },

  store: {
    full: "A este navegador no le queda espacio para el proyecto. Guárdalo como archivo y luego elimina muestras u otros proyectos",
    none: "Este navegador no guarda nada aquí (¿una ventana privada?). Guarda el proyecto como archivo antes de cerrar la página",
    otherVersion: "Mien está abierto en otra pestaña, en otra versión. Ciérrala y recarga esta página",
  },

  /** What went wrong in a thread of the studio. @param {import("../../live/types.js").Problem} what */
  workerProblem: (what) => (what.code === "crashed" && !what.memory ? { message: "Mien dejó de funcionar", hint: "Inténtalo otra vez" } : problem(what)),

  /** @type {Record<import("../../types/rust.js").ProjectKind, {first: string, next: (name: string) => string, more: (samples: number) => string}>} */
  gather: {
    faces: {
      first: "Graba o sube caras para cada clase",
      next: (name) => `Ahora añade caras a ${of(name)}`,
      more: moreSamples,
    },
    pictures: {
      first: "Graba o sube imágenes para cada clase; de cada una cuenta el cuadrado central",
      next: (name) => `Ahora añade imágenes a ${of(name)}`,
      more: moreSamples,
    },
  },

  classes: {
    name: "Nombre de la clase",
    camera: "Cámara",
    upload: "Subir",
    leaveOut: "Excluir del entrenamiento",
    use: "Volver a usar al entrenar",
    up: "Mover hacia arriba",
    down: "Mover hacia abajo",
    download: "Descargar muestras",
    remove: "Eliminar la clase",
    more: "Más",
    uploadTo: (/** @type {string} */ name) => `Subir imágenes a ${name}`,
    cameraFor: (/** @type {string} */ name) => `Cámara para ${name}`,
    moreAbout: (/** @type {string} */ name) => `Más sobre ${name}`,
    samples: (/** @type {number} */ count) => samplesOf(count),
    leftOut: (/** @type {number} */ count) => counted(count, { one: "# muestra, excluida", other: "# muestras, excluidas" }),
    lookThrough: (/** @type {number} */ count, /** @type {string} */ name) => `Revisar ${samplesOf(count)} de ${name}`,
    removed: (/** @type {string} */ name, /** @type {number} */ samples) => `Se eliminó ${of(name)} con ${samplesOf(samples)}`,
  },

  samples: {
    count: (/** @type {number} */ total) => samplesOf(total),
    selected: (/** @type {number} */ selected, /** @type {number} */ total) => `Selección: ${selected} de ${samplesOf(total)}`,
    all: "Seleccionar todas",
    none: "Quitar selección",
    moveTo: "Mover a…",
    one: (/** @type {number} */ number, /** @type {string} */ name) => `Muestra ${number}, ${name}`,
    removed: (/** @type {number} */ count) => counted(count, { one: "# muestra eliminada", other: "# muestras eliminadas" }),
    moved: (/** @type {number} */ count, /** @type {string} */ to) => counted(count, { one: `# muestra movida a ${of(to)}`, other: `# muestras movidas a ${of(to)}` }),
    copies: (/** @type {number} */ count) => counted(count, { one: "# es copia de una muestra que ya está: omitida", other: "# son copias de muestras que ya están: omitidas" }),
  },

  record: {
    asking: "Pidiendo permiso para la cámara",
    hold: "Mantén para grabar",
    handsFree: "Manos libres",
    stop: "Detener",
    close: (/** @type {string} */ name) => `Cerrar la cámara de ${name}`,
    countdown: (/** @type {number} */ left) => `La grabación empieza en ${left}`,
    settings: "Ajustes de grabación",
    rate: "Fotogramas por segundo",
    delay: "Espera en manos libres, s",
    duration: "Duración en manos libres, s",
    unplugged: "La cámara se desconectó. Conéctala y vuelve a abrir este panel",
    from: "Cámara",
  },

  import: {
    /** @param {number} added @param {number} copies @param {number} faceless @param {number} unread */
    summary: (added, copies, faceless, unread) =>
      [
        counted(added, { one: "# muestra añadida", other: "# muestras añadidas" }),
        ...(copies > 0 ? [counted(copies, { one: "# copia omitida", other: "# copias omitidas" })] : []),
        ...(faceless > 0 ? [`ninguna cara en ${picturesOf(faceless)}`] : []),
        ...(unread > 0 ? [counted(unread, { one: "# archivo no se pudo leer", other: "# archivos no se pudieron leer" })] : []),
      ].join(", "),
    more: "… y más",
    notes,
    empty: "el archivo está vacío",
    faceless: "no se encontró ninguna cara",
    copy: "copia de una muestra que ya está",
    badPicture: "está dañado o es un tipo de imagen que este navegador no puede leer",
    badVideo: "está dañado o es un tipo de vídeo que este navegador no puede reproducir",
    noPictures: "sin imágenes",
    /** @param {string} name @param {string} what */
    note: (name, what) => `${name}: ${what}`,
    videoAt: (/** @type {string} */ name, /** @type {number} */ seconds) => `${name} a los ${number(seconds, 1)} s`,
    videoProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ length) => `${name}: ${Math.round(at)} de ${Math.round(length)} s`,
    project: (/** @type {string} */ name) => `${name} es un proyecto completo: ábrelo desde «Proyectos»`,
    settingsTaken: "Se han adoptado sus ajustes de entrenamiento",
    archiveProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ count) => `${name}: ${at} de ${count}`,
    row: (/** @type {string} */ name, /** @type {number} */ row) => `${name}, fila ${row}`,
    rows: (/** @type {string} */ name, /** @type {number} */ rows) => `${name}: ${counted(rows, { one: "# fila", other: "# filas" })}`,
    tableOfFaces: "una tabla de caras va en un proyecto de caras",
    forTesting: (/** @type {number} */ rows, /** @type {string[]} */ kinds) => `${counted(rows, { one: "# fila de prueba omitida", other: "# filas de prueba omitidas" })} (${kinds.join(", ")})`,
    noUsage: "Ninguna columna «Usage» separa filas de prueba: todas cuentan como entrenamiento",
    badRows: (/** @type {number} */ rows) => counted(rows, { one: "No se pudo leer # fila", other: "No se pudieron leer # filas" }),
    picturesForTesting: (/** @type {number} */ pictures, /** @type {string[]} */ folders) => `${counted(pictures, { one: "# imagen de prueba omitida", other: "# imágenes de prueba omitidas" })} (${folders.join(", ")})`,
    learnFromThem: "Para aprender de todos modos de imágenes de prueba, elige la carpeta de una de sus clases",
    guessedNames: (/** @type {string} */ codePage) => `Los nombres de las carpetas están escritos a la manera antigua y se leyeron como ${codePage}: cambia el nombre de las clases que no se vean bien`,
    whichClass: (/** @type {number} */ pictures) => counted(pictures, { one: "¿Qué clase muestra esta imagen?", other: "¿Qué clase muestran estas # imágenes?" }),
    reading: "Leyendo",
    files: (/** @type {number} */ at, /** @type {number} */ count) => `${at} de ${filesOf(count)}`,
    stopped: "Detenido; lo añadido se conserva",
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
          return finding.classes === 0 ? "Añade dos clases" : "Añade una segunda clase de la que distinguir la primera";
        case "noSamples":
          return finding.names.length === 1
            ? `Añade muestras a ${finding.names[0]}, que no tiene ninguna, o exclúyela`
            : `Añade muestras a ${listed(finding.names)}, que no tienen ninguna, o exclúyelas`;
        case "fewSamples":
          return `Añade ${listed(finding.wanted.map(({ name, more }, index) => (index === 0 ? `${samplesOf(more)} más a ${name}` : `${number(more)} a ${name}`)), "algunas a ")}`;
        case "uneven":
          return (
            `${finding.most} tiene ${finding.times} veces más muestras que ${finding.least}: ` +
            `añade a ${finding.least}, o ${finding.balanced ? "deja activado «Cada clase cuenta igual»" : "activa «Cada clase cuenta igual»"}`
          );
        case "oneRecording":
          return `La mayoría de las muestras de ${listed(finding.names)} vienen de una sola grabación, o de una sola imagen: graba otra, en otro momento o lugar, para comprobarlo de verdad`;
        case "nothingChecked":
          return "No se reservó ninguna muestra, así que nada indica lo bien que se reconocen caras nuevas";
        case "fewChecked":
          return counted(finding.samples, {
            one: "Solo se reservó # muestra: añade más para que el resultado sea fiable",
            other: "Solo se reservaron # muestras: añade más para que el resultado sea fiable",
          });
        case "learntByHeart":
          return (
            `Acierta el ${percent(finding.training)} de las muestras de las que aprendió, pero solo el ${percent(finding.validation)} de las reservadas: ` +
            "añade muestras más variadas (otras personas, luces y ángulos) o entrena durante menos épocas"
          );
        case "stoppedEarly":
          return `El entrenamiento terminó tras la época ${number(finding.epochs)}: ninguna fue mejor que la época ${number(finding.best)}, que es la que queda`;
        case "poor":
          return (
            `Solo acierta el ${percent(finding.validation)} de las muestras reservadas: revisa si hay muestras equivocadas ` +
            "o haz que las clases sean más distintas"
          );
      }
    },

    /** Each setting with what it does, for somebody who has never trained anything. */
    settings: {
      epochs: { label: "Épocas", help: "Cuántas veces recorre todas las muestras" },
      batch: { label: "Tamaño del lote", help: "Muestras que mira antes de corregirse" },
      learningRate: { label: "Tasa de aprendizaje", help: "Cuánto se corrige cada vez. Cámbiala solo un poco" },
      hidden: { label: "Unidades ocultas", help: "Tamaño de lo que se entrena; con 0 es mínimo, y su enlace, corto" },
      validationShare: { label: "Reservado para comprobar, %", help: "Muestras de cada clase de las que no aprende, pero con las que se comprueba. Las copias quedan en el mismo lado", percent: true },
      balance: { label: "Cada clase cuenta igual", help: "Tenga las muestras que tenga" },
      mirror: { label: "Aprender también de caras reflejadas", help: "Desactívalo si izquierda y derecha son distintas, como en los guiños" },
      patience: { label: "Parar tras, épocas", help: "El entrenamiento termina cuando tantas épocas no mejoran el resultado con las muestras reservadas; 0: todas las épocas" },
      seed: { label: "Semilla", help: "El mismo número da el mismo resultado" },
    },
    reset: "Restablecer valores",
    hint: {
      learning: "Aprendiendo; puedes seguir recopilando",
      blocked: "Necesita muestras en cada clase",
      stale: "Las muestras o las clases han cambiado: entrena otra vez",
      trained: "Entrenado; pruébalo en la vista previa",
      ready: "Todo está listo: pulsa «Entrenar»",
    },
    /** @param {number} share @param {number} samples */
    checked: (share, samples) => `Acierta el ${percent(share)} de ${counted(samples, { one: "# muestra reservada", other: "# muestras reservadas" })} para comprobar; no ha visto ninguna copia de ellas`,
    unchecked: (/** @type {number} */ share) => `Acierta el ${percent(share)} de las muestras de las que aprendió; no se reservó ninguna para comprobar`,
    /** @param {number} epoch @param {number} epochs @param {number} accuracy @param {number} loss @param {number} seconds left */
    epoch: (epoch, epochs, accuracy, loss, seconds) =>
      `Época ${epoch} de ${epochs} · aciertos ${percent(accuracy)} · pérdida ${number(loss, 2)} · ${seconds < 60 ? counted(seconds, { one: "queda # s", other: "quedan # s" }) : counted(Math.ceil(seconds / 60), { one: "queda # min", other: "quedan # min" })}`,
    mirroring: (/** @type {number} */ done, /** @type {number} */ total) =>
      `Mirando caras reflejadas: ${number(done)} de ${number(total)}`,
    starting: "Iniciando",
    running: "Entrenando",
    done: (/** @type {string} */ result) => `Entrenado. ${result}`,
    failed: "El entrenamiento falló",
  },

  /** Pictures that are in two classes. */
  contradictions: {
    count: (/** @type {number} */ pictures) => counted(pictures, { one: "# imagen está en más de una clase", other: "# imágenes están en más de una clase" }),
    /** @param {string} name of the class @param {string} sample */
    removeFrom: (name, sample) => `Quitar ${sample} de ${of(name)}`,
    remove: "Quitar",
  },

  results: {
    caption: "Aciertos de cada clase",
    rightOf: (/** @type {number} */ right, /** @type {number} */ samples) => (samples > 0 ? `${right} de ${samples}` : "ninguna"),
    named: (/** @type {string} */ label) => `Reconocida como ${label}`,
    /** @param {string | undefined} truth @param {string | undefined} label @param {number} count */
    cell: (truth, label, count) => `${truth}, reconocida como ${label}: ${count}`,
    matrix: "Matriz de confusión",
    /** @param {string} truth @param {boolean} learnt */
    said: (truth, learnt) => `dijiste ${truth}${learnt ? ", aunque aprendió de ella" : ""}`,
    accuracy: {
      title: "Exactitud",
      says: "La proporción de muestras que nombra bien. Importa en las muestras de las que no ha aprendido. Mientras aprende, se oculta una quinta parte de lo que ve de una cara, así que la primera curva puede quedar por debajo de la segunda",
    },
    loss: { title: "Pérdida", says: "Cuánto se equivoca, sobre todo cuando falla muy seguro. Donde la segunda curva vuelve a subir, aprende de memoria" },
    perClass: {
      title: "Exactitud por clase",
      says: (/** @type {boolean} */ checked) => `Aciertos en las muestras ${checked ? "reservadas para comprobar" : "de las que aprendió"}`,
    },
    confusion: { title: "Qué confunde con qué", says: "Una fila para lo que dijiste, una columna para lo que dice" },
    mistakes: { title: "Muestras en las que falla", says: "Primero los errores más seguros. Algunas pueden estar en la clase equivocada" },
  },

  preview: {
    seen: "Así nombra lo que ve",
    crashed: "La vista previa dejó de funcionar, no se pierde nada: iníciala otra vez",
    loading: "Cargando las redes",
    asking: "Tu navegador puede preguntar si esta página puede usar la cámara",
    badFile: "Este archivo no se puede mostrar",
    choose: "Enciende la cámara o elige una foto",
    trainFirst: "Entrena primero y luego míralo funcionar aquí",
    look: "Mira qué tal lo hace con caras nuevas",
    later: "Viene después del entrenamiento",
  },

  bundle: {
    readme: bundleReadme,
    notFetched: (/** @type {string} */ file) => `No se pudo obtener ${file}: comprueba la conexión e inténtalo de nuevo`,
    notFound: (/** @type {string} */ file, /** @type {number} */ status) => `No se pudo obtener ${file} (${status}): recarga la página e inténtalo de nuevo`,
  },

  /** Where a page can be put: what each place wants, in a line. Names of places and files stay as they are. */
  hosts: {
    all: "Sirve cualquier lugar que ofrezca archivos por https; allí no se ejecuta ningún programa. Descomprime primero el paquete",
    steps: {
      "GitHub Pages": "Pon los archivos de la carpeta en un repositorio y elige su rama en Settings, Pages",
      Netlify: "Suelta la carpeta en app.netlify.com/drop",
      "Cloudflare Pages": "Elige «Upload assets» y suelta la carpeta",
      "S3, nginx, Apache": "Copia la carpeta; .wasm necesita el tipo application/wasm, y una página de otro sitio necesita Access-Control-Allow-Origin",
    },
  },

  /** The ways out of the studio. */
  ways: {
    page: { name: "Página web", says: "Ponla en la web" },
    link: { name: "Enlace", says: "Envíalo a alguien" },
    tfjs: { name: "TensorFlow.js", says: "JavaScript" },
    keras: { name: "Keras", says: "Python, TensorFlow" },
    tflite: { name: "TensorFlow Lite", says: "Teléfonos, placas pequeñas" },
    onnx: { name: "ONNX", says: "Todo lo demás" },
    samples: { name: "Muestras", says: "Las propias imágenes" },
  },

  snippets,

  /** Files for other programs. */
  programs: {
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tfjs: {
      name: "TensorFlow.js",
      what: {
        faces: "La red completa para caras recortadas, como model.json, weights.bin y metadata.json, que también dice cómo se recorta una cara",
        pictures: "Exactamente lo que exporta Teachable Machine: model.json, weights.bin y metadata.json funcionan donde funcionan sus exportaciones",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    keras: {
      name: "Keras",
      what: {
        faces: "Para Python. El fragmento de código encuentra las caras con OpenCV, las recorta y consulta el modelo",
        pictures: "Para Python, con labels.txt, como lo hace Teachable Machine; se abre en Keras 2 y 3",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tflite: {
      name: "TensorFlow Lite",
      what: {
        faces: "Para Android, una Raspberry Pi y otros dispositivos pequeños. La red recibe caras recortadas",
        pictures: "Para Android, una Raspberry Pi y otros dispositivos pequeños, con labels.txt",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    onnx: {
      name: "ONNX",
      what: {
        faces: "Para onnxruntime, OpenCV, C++, C#, Java y muchos más. La red recibe caras recortadas",
        pictures: "Para onnxruntime, OpenCV, C++, C#, Java y muchos más, con labels.txt",
      },
    },
    /** @type {Record<string, string>} */
    formats: { "keras-h5": ".h5, para cualquier Keras", keras: ".keras, para Keras 3", tflite: "32 bits, exacto", "tflite-int8": "8 bits, un cuarto del tamaño" },
    variant: "Tipo de archivo",
    language: "Lenguaje",
    making: "Creando los archivos y probándolos",
    size: (/** @type {number} */ bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1000))} kB` : `${number(bytes / 1e6, 1)} MB`),
    failed: (/** @type {string} */ why) => `No se pudieron crear los archivos. ${why}`,
    /** @param {string} label @param {number} value @param {boolean} same as in the preview */
    checked: (label, value, same) => `${label} ${number(value, 2)}${same ? "" : ", a diferencia de la vista previa"}`,
    /** @param {number} pictures @param {number} apart */
    same: (pictures, apart) =>
      `Probado: al releerlos, los archivos dicen de ${picturesOf(pictures)} lo mismo que la vista previa${apart < 1e-4 ? "" : `, con un margen de ${number(apart, 3)}`}`,
    other: (/** @type {number} */ apart) => `Al releerlos, los archivos dicen algo distinto de la vista previa (diferencia: ${number(apart, 3)}). Avísanos, por favor: es un fallo de Mien`,
    notTried: (/** @type {string} */ file, /** @type {string} */ why) => `${file}: ${why}`,
  },

  export: {
    packing: (/** @type {number} */ done, /** @type {number} */ total) => `Reuniendo imágenes: ${number(done)} de ${number(total)}`,
    packed: "El archivo está en tus descargas",
    saved: (/** @type {string} */ name) => `Se guardó ${of(name)} como archivo`,
    notSaved: (/** @type {string} */ why) => `No se pudo crear el archivo. ${why}`,
    samplesNotSaved: (/** @type {string} */ why) => `No se pudieron guardar las muestras. ${why}`,
    collecting: "Reuniendo los archivos",
    bundled: "El paquete está en tus descargas",
    notBundled: (/** @type {string} */ why) => `No se pudo crear el paquete. ${why}`,
    copy: "Copia esto",
    longLink: (/** @type {number} */ length) =>
      `${counted(length, { one: "# carácter", other: "# caracteres" })}: el correo y los documentos lo admiten entero, algunos programas de chat lo cortarían. Con 0 unidades ocultas («Avanzado») es mucho más corto`,
    shortLink: (/** @type {number} */ length) => `${counted(length, { one: "# carácter", other: "# caracteres" })}: lo bastante corto para cualquier programa de chat`,
    nothingKept: "Este navegador no guarda nada aquí (¿una ventana privada?). Usa el enlace de «Exportar» en su lugar",
    linesCopied: "Las líneas se han copiado",
    linkCopied: "El enlace se ha copiado",
  },
};
