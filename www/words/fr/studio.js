// What the studio says, in French, beside what every live picture says.
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

const { counted, daysAgo, number, percent, someOf } = speech("fr");

const samplesOf = (/** @type {number} */ count) => counted(count, { one: "# échantillon", other: "# échantillons" });
const picturesOf = (/** @type {number} */ count) => counted(count, { one: "# image", other: "# images" });
const filesOf = (/** @type {number} */ count) => counted(count, { one: "# fichier", other: "# fichiers" });

/** The first few classes of these, and how many more there are. @param {string[]} all */
const listed = (all) => someOf(all, (count) => counted(count, { one: "# autre classe", other: "# autres classes" }));

const of = (/** @type {string} */ name) => `« ${name} »`;

/** @param {Faults<Note>} faults */
function notes({ first, count }) {
  const more = count - first.length;
  return [...first.map(note), ...(more > 0 ? [counted(more, { one: "# autre du même genre", other: "# autres du même genre" })] : [])];
}

/** @param {number} samples */
const moreSamples = (samples) => `${samplesOf(samples)} ; ajoutez-en, et de plus variés, pour un résultat plus sûr`;

export const words = {
  problem,

  /** Why there is no camera, in one line. @type {Record<keyof typeof live.camera, string>} */
  cameraLine: {
    asking: live.camera.asking.sentence,
    denied: `${live.camera.denied.title}. ${live.camera.denied.sentence}`,
    busy: `${live.camera.busy.title}. ${live.camera.busy.sentence}`,
    absent: "Aucune caméra trouvée. Branchez-en une, ou importez des images",
    unplugged: live.camera.unplugged.title,
    "camera-error": "La caméra ne répond pas. Rebranchez-la, puis réessayez",
    insecure: "La caméra exige une adresse sécurisée (https:// ou localhost). Importez plutôt des images",
    "in-app": "Le navigateur de cette appli n’a pas de caméra. Choisissez « Ouvrir dans le navigateur » dans le menu de l’appli, ou importez des images",
    "frame-denied": `${live.camera["frame-denied"].title}. ${live.camera["frame-denied"].sentence}`,
    "no-picture": `${live.camera["no-picture"].title}. ${live.camera["no-picture"].sentence}`,
    muted: `${live.camera.muted.title}. ${live.camera.muted.sentence}`,
    tap: live.camera.tap.title,
  },

  /** What a new project can start from: name, and what it holds. */
  templates: {
    empty: { name: "Projet vide", says: "Deux classes à nommer comme vous voulez", classes: ["Classe 1", "Classe 2"] },
    six: { name: "Six expressions de base", says: "Joie, Tristesse, Peur, Colère, Surprise, Dégoût" },
    seven: { name: "Les six et le neutre", says: "Les six, et un visage au repos" },
    wink: { name: "Clin d’œil gauche et droit", says: "Œil gauche, œil droit, les deux ouverts", classes: ["Yeux ouverts", "Clin d’œil gauche", "Clin d’œil droit"] },
    pictures: { name: "Images entières", says: "Tout ce que voit une caméra : objets, mains, lieux, comme dans Teachable Machine", classes: ["Classe 1", "Classe 2"] },
  },
  newClass: (/** @type {number} */ number) => `Classe ${number}`,
  unnamedClass: "Classe",

  /** What a project can be about. */
  kind: {
    title: (/** @type {string} */ file) => `Que faut-il apprendre de ${of(file)} ?`,
    faces: { name: "Les visages", says: "Chaque visage est trouvé, recadré et redressé : idéal pour les expressions" },
    pictures: { name: "Les images entières", says: "Tout y compte, comme dans Teachable Machine" },
  },

  start: {
    none: "Les projets se gardent tout seuls dans ce navigateur ; aucun pour l’instant",
    /** @param {number} days */
    when: (days) => daysAgo(days),
    /** @param {import("../../types/rust.js").ProjectKind} kind @param {number} classes @param {boolean} trained @param {string} when */
    about: (kind, classes, trained, when) => `${kind === "pictures" ? "Images entières, " : ""}${counted(classes, { one: "# classe", other: "# classes" })}${trained ? ", modèle entraîné" : ""}, ${when}`,
    remove: (/** @type {string} */ name) => `Supprimer ${name}`,
    removed: (/** @type {string} */ name) => `Projet ${of(name)} supprimé`,
  },

  page: {
    tooOld: `${sentences.tooOld.message}. ${sentences.tooOld.hint}`,
    wasmOff: `${sentences.wasmOff.message}. ${sentences.wasmOff.hint}`,
    elsewhere: "Ce projet est ouvert dans un autre onglet",
    takenOver: "Ce projet a été ouvert dans un autre onglet",
    gone: "Ce projet n’est pas (ou plus) dans ce navigateur",
    updating: (/** @type {number} */ done, /** @type {number} */ total) => `Examen des échantillons : ${done} sur ${total}`,
    learningAgain: (/** @type {string} */ name) => `« ${name} » a été entraîné sur une autre version du réseau ; il réapprend à partir des échantillons que vous avez gardés`,
    saved: "Sauvegardé dans ce navigateur",
    saving: "Sauvegarde…",
    notSaved: "Non sauvegardé",
    saveAsFile: "Sauvegarder en fichier",
    reload: "Recharger",
    close: "Fermer",
    copyDetails: "Copier les détails",
    empty: "le fichier est vide",
    /** @param {string} name @param {Faults<Note>} damage @param {number} lost samples */
    damaged: (name, damage, lost) =>
      [`${of(name)} est endommagé`, ...notes(damage), ...(lost > 0 ? [`Échantillons perdus, car ni le visage ni l’image n’est intact : ${lost}`] : [])].join(". "),
    notOpened: (/** @type {string} */ name, /** @type {string} */ why) => `${of(name)} n’a pas pu être ouvert : ${why}`,
    leave: "Ce projet n’est pas gardé dans ce navigateur : ce qui n’est pas sauvegardé en fichier est perdu. Le quitter ?",
    crashed: "Mien a cessé de fonctionner et a redémarré : rien de ce que vous avez réuni n’est perdu, refaites ce qui était en cours",
    undo: "Annuler",
  },

  store: {
    full: "Ce navigateur n’a plus de place pour le projet. Sauvegardez-le en fichier, puis supprimez des échantillons ou d’autres projets",
    none: "Ce navigateur ne garde rien ici (une fenêtre privée ?). Sauvegardez le projet en fichier avant de fermer la page",
    otherVersion: "Mien est ouvert dans un autre onglet, dans une autre version. Fermez-le, puis rechargez cette page",
  },

  /** What went wrong in a thread of the studio. @param {import("../../live/types.js").Problem} what */
  workerProblem: (what) => (what.code === "crashed" && !what.memory ? { message: "Mien a cessé de fonctionner", hint: "Réessayez" } : problem(what)),

  /** @type {Record<import("../../types/rust.js").ProjectKind, {first: string, next: (name: string) => string, more: (samples: number) => string}>} */
  gather: {
    faces: {
      first: "Enregistrez ou importez des visages pour chaque classe",
      next: (name) => `Ajoutez maintenant des visages à ${of(name)}`,
      more: moreSamples,
    },
    pictures: {
      first: "Enregistrez ou importez des images pour chaque classe ; le carré central de chacune compte",
      next: (name) => `Ajoutez maintenant des images à ${of(name)}`,
      more: moreSamples,
    },
  },

  classes: {
    name: "Nom de la classe",
    camera: "Caméra",
    upload: "Importer",
    leaveOut: "Écarter de l’entraînement",
    use: "Réutiliser à l’entraînement",
    up: "Monter",
    down: "Descendre",
    download: "Télécharger les échantillons",
    remove: "Supprimer la classe",
    more: "Plus",
    uploadTo: (/** @type {string} */ name) => `Importer des images dans ${name}`,
    cameraFor: (/** @type {string} */ name) => `Caméra pour ${name}`,
    moreAbout: (/** @type {string} */ name) => `Plus d’options pour ${name}`,
    samples: (/** @type {number} */ count) => samplesOf(count),
    leftOut: (/** @type {number} */ count) => `${samplesOf(count)}, classe écartée`,
    lookThrough: (/** @type {number} */ count, /** @type {string} */ name) => `Parcourir ${samplesOf(count)} dans ${name}`,
    removed: (/** @type {string} */ name, /** @type {number} */ samples) => `Classe ${of(name)} supprimée avec ${samplesOf(samples)}`,
  },

  samples: {
    count: (/** @type {number} */ total) => samplesOf(total),
    selected: (/** @type {number} */ selected, /** @type {number} */ total) => `Sélection : ${selected} sur ${samplesOf(total)}`,
    all: "Tout sélectionner",
    none: "Tout désélectionner",
    moveTo: "Déplacer vers…",
    one: (/** @type {number} */ number, /** @type {string} */ name) => `Échantillon ${number}, ${name}`,
    removed: (/** @type {number} */ count) => counted(count, { one: "# échantillon supprimé", other: "# échantillons supprimés" }),
    moved: (/** @type {number} */ count, /** @type {string} */ to) => counted(count, { one: `# échantillon déplacé vers ${of(to)}`, other: `# échantillons déplacés vers ${of(to)}` }),
    copies: (/** @type {number} */ count) => counted(count, { one: "# est la copie d’un échantillon déjà présent : écartée", other: "# sont des copies d’échantillons déjà présents : écartées" }),
  },

  record: {
    asking: "Demande d’accès à la caméra",
    hold: "Maintenir pour enregistrer",
    handsFree: "Mains libres",
    stop: "Arrêter",
    close: (/** @type {string} */ name) => `Fermer la caméra pour ${name}`,
    countdown: (/** @type {number} */ left) => `Enregistrement dans ${left}`,
    settings: "Réglages d’enregistrement",
    rate: "Images par seconde",
    delay: "Délai mains libres, s",
    duration: "Durée mains libres, s",
    unplugged: "La caméra a été débranchée. Branchez-la, puis rouvrez ce panneau",
    from: "Caméra",
  },

  import: {
    /** @param {number} added @param {number} copies @param {number} faceless @param {number} unread */
    summary: (added, copies, faceless, unread) =>
      [
        counted(added, { one: "# échantillon ajouté", other: "# échantillons ajoutés" }),
        ...(copies > 0 ? [counted(copies, { one: "# copie écartée", other: "# copies écartées" })] : []),
        ...(faceless > 0 ? [`aucun visage dans ${picturesOf(faceless)}`] : []),
        ...(unread > 0 ? [counted(unread, { one: "# fichier illisible", other: "# fichiers illisibles" })] : []),
      ].join(", "),
    more: "… et d’autres",
    notes,
    empty: "le fichier est vide",
    faceless: "aucun visage trouvé",
    copy: "copie d’un échantillon déjà présent",
    badPicture: "endommagé, ou d’un type d’image que ce navigateur ne peut pas lire",
    badVideo: "endommagé, ou d’un type de vidéo que ce navigateur ne peut pas lire",
    noPictures: "aucune image",
    /** @param {string} name @param {string} what */
    note: (name, what) => `${name} : ${what}`,
    videoAt: (/** @type {string} */ name, /** @type {number} */ seconds) => `${name} à ${number(seconds, 1)} s`,
    videoProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ length) => `${name} : ${Math.round(at)} sur ${Math.round(length)} s`,
    project: (/** @type {string} */ name) => `${name} est un projet entier : ouvrez-le depuis « Projets »`,
    settingsTaken: "Ses réglages d’entraînement ont été repris",
    archiveProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ count) => `${name} : ${at} sur ${count}`,
    row: (/** @type {string} */ name, /** @type {number} */ row) => `${name}, ligne ${row}`,
    rows: (/** @type {string} */ name, /** @type {number} */ rows) => `${name} : ${counted(rows, { one: "# ligne", other: "# lignes" })}`,
    tableOfFaces: "un tableau de visages va dans un projet de visages",
    forTesting: (/** @type {number} */ rows, /** @type {string[]} */ kinds) => `${counted(rows, { one: "# ligne de test écartée", other: "# lignes de test écartées" })} (${kinds.join(", ")})`,
    noUsage: "Aucune colonne « Usage » ne sépare des lignes de test : toutes servent à l’entraînement",
    badRows: (/** @type {number} */ rows) => counted(rows, { one: "# ligne n’a pas pu être lue", other: "# lignes n’ont pas pu être lues" }),
    picturesForTesting: (/** @type {number} */ pictures, /** @type {string[]} */ folders) => `${counted(pictures, { one: "# image de test écartée", other: "# images de test écartées" })} (${folders.join(", ")})`,
    learnFromThem: "Pour apprendre quand même d’images de test, choisissez le dossier d’une de leurs classes",
    guessedNames: (/** @type {string} */ codePage) => `Les noms des dossiers sont écrits à l’ancienne et ont été lus comme ${codePage} : renommez les classes qui semblent fausses`,
    whichClass: (/** @type {number} */ pictures) => `Quelle classe pour ${picturesOf(pictures)} ?`,
    reading: "Lecture",
    files: (/** @type {number} */ at, /** @type {number} */ count) => `${at} sur ${filesOf(count)}`,
    stopped: "Arrêté ; ce qui a été ajouté reste",
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
          return finding.classes === 0 ? "Ajoutez deux classes" : "Ajoutez une deuxième classe à distinguer de la première";
        case "noSamples":
          return finding.names.length === 1
            ? `Ajoutez des échantillons à ${finding.names[0]}, qui n’en a aucun, ou écartez cette classe`
            : `Ajoutez des échantillons à ${listed(finding.names)}, qui n’en ont aucun, ou écartez ces classes`;
        case "fewSamples":
          return `Ajoutez des échantillons à ${listed(finding.wanted.map(({ name, more }) => `${name} (+${number(more)})`))}`;
        case "uneven":
          return (
            `${finding.most} a ${finding.times} fois plus d’échantillons que ${finding.least} : ` +
            `ajoutez-en à ${finding.least}, ou ${finding.balanced ? "laissez « Équilibrer les classes » activé" : "activez « Équilibrer les classes »"}`
          );
        case "oneRecording":
          return `La plupart des échantillons de ${listed(finding.names)} viennent d’un seul enregistrement, ou d’une seule image : enregistrez-en un autre, à un autre moment ou ailleurs, pour vérifier honnêtement`;
        case "nothingChecked":
          return "Aucun échantillon n’a été gardé pour vérifier, donc rien ne dit si les nouveaux visages sont bien reconnus";
        case "fewChecked":
          return `${counted(finding.samples, { one: "Seul # échantillon a été gardé pour vérifier", other: "Seuls # échantillons ont été gardés pour vérifier" })} : ajoutez-en pour un résultat fiable`;
        case "learntByHeart":
          return (
            `Le modèle nomme bien ${percent(finding.training)} des échantillons appris, mais ${percent(finding.validation)} de ceux gardés pour vérifier : ` +
            "ajoutez des échantillons plus variés (autres personnes, autres lumières, autres angles), ou entraînez sur moins d’époques"
          );
        case "stoppedEarly":
          return `L’entraînement s’est arrêté après l’époque ${number(finding.epochs)} : aucune n’a fait mieux que l’époque ${number(finding.best)}, qui est gardée`;
        case "poor":
          return (
            `Seuls ${percent(finding.validation)} des échantillons gardés pour vérifier sont bien nommés : cherchez les échantillons mal classés, ` +
            "ou rendez les classes plus différentes"
          );
      }
    },

    /** Each setting with what it does, for somebody who has never trained anything. */
    settings: {
      epochs: { label: "Époques", help: "Combien de fois le modèle parcourt tous les échantillons" },
      batch: { label: "Taille de lot", help: "Nombre d’échantillons qu’il regarde avant de se corriger" },
      learningRate: { label: "Taux d’apprentissage", help: "Ampleur de chaque correction. Ne le changez que peu à la fois" },
      hidden: { label: "Unités cachées", help: "Taille de ce qui est entraîné ; 0 donne le plus petit modèle, et un lien court" },
      validationShare: { label: "Gardés pour vérifier, %", help: "Échantillons de chaque classe qui ne sont pas appris, mais servent à vérifier. Les copies restent du même côté", percent: true },
      balance: { label: "Équilibrer les classes", help: "Chacune compte autant, quel que soit son nombre d’échantillons" },
      mirror: { label: "Apprendre aussi les visages en miroir", help: "À désactiver si la gauche et la droite diffèrent, comme pour un clin d’œil" },
      patience: { label: "Arrêter après, époques", help: "L’entraînement s’arrête quand autant d’époques n’apportent rien de mieux sur les échantillons gardés pour vérifier ; 0 : toutes les époques" },
      seed: { label: "Graine", help: "Le même nombre donne le même résultat" },
    },
    reset: "Valeurs par défaut",
    hint: {
      learning: "Apprentissage en cours ; vous pouvez continuer à collecter",
      blocked: "Il faut des échantillons dans chaque classe",
      stale: "Les échantillons ou les classes ont changé : entraînez à nouveau",
      trained: "Modèle entraîné ; essayez-le dans l’aperçu",
      ready: "Tout est prêt : appuyez sur « Entraîner »",
    },
    /** @param {number} share @param {number} samples */
    checked: (share, samples) => `Réponses justes pour ${percent(share)} de ${counted(samples, { one: "# échantillon gardé", other: "# échantillons gardés" })} pour vérifier ; aucune copie n’a été apprise`,
    unchecked: (/** @type {number} */ share) => `Réponses justes pour ${percent(share)} des échantillons appris ; aucun n’a été gardé pour vérifier`,
    /** @param {number} epoch @param {number} epochs @param {number} accuracy @param {number} loss @param {number} seconds left */
    epoch: (epoch, epochs, accuracy, loss, seconds) =>
      `Époque ${epoch} sur ${epochs} · précision ${percent(accuracy)} · perte ${number(loss, 2)} · encore ${seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`}`,
    mirroring: (/** @type {number} */ done, /** @type {number} */ total) =>
      `Examen des visages en miroir : ${number(done)} sur ${number(total)}`,
    starting: "Démarrage",
    running: "Entraînement",
    done: (/** @type {string} */ result) => `Modèle entraîné. ${result}`,
    failed: "L’entraînement a échoué",
  },

  /** Pictures that are in two classes. */
  contradictions: {
    count: (/** @type {number} */ pictures) => counted(pictures, { one: "# image est dans plusieurs classes", other: "# images sont dans plusieurs classes" }),
    /** @param {string} name of the class @param {string} sample */
    removeFrom: (name, sample) => `Retirer ${sample} de ${of(name)}`,
    remove: "Retirer",
  },

  results: {
    caption: "Réponses justes pour chaque classe",
    rightOf: (/** @type {number} */ right, /** @type {number} */ samples) => (samples > 0 ? `${right} sur ${samples}` : "aucun"),
    named: (/** @type {string} */ label) => `Nommés ${label}`,
    /** @param {string | undefined} truth @param {string | undefined} label @param {number} count */
    cell: (truth, label, count) => `${truth}, nommés ${label} : ${count}`,
    matrix: "Matrice de confusion",
    /** @param {string} truth @param {boolean} learnt */
    said: (truth, learnt) => `vous avez dit ${truth}${learnt ? ", alors qu’il l’a appris" : ""}`,
    accuracy: {
      title: "Précision",
      says: "La part des échantillons que le modèle nomme bien. Elle compte surtout pour ceux qu’il n’a pas appris. Pendant qu’il apprend, un cinquième de ce qu’il voit d’un visage est caché : la première courbe peut donc passer sous la seconde",
    },
    loss: { title: "Perte", says: "À quel point le modèle se trompe, surtout quand il est sûr de lui. Là où la seconde courbe remonte, il apprend par cœur" },
    perClass: {
      title: "Précision par classe",
      says: (/** @type {boolean} */ checked) => `Réponses justes pour les ${checked ? "échantillons gardés pour vérifier" : "échantillons appris"}`,
    },
    confusion: { title: "Ce qui est pris pour autre chose", says: "Une ligne pour ce que vous avez dit, une colonne pour ce que dit le modèle" },
    mistakes: { title: "Échantillons mal nommés", says: "Les erreurs les plus sûres d’abord. Certains sont peut-être dans la mauvaise classe" },
  },

  preview: {
    seen: "Voici comment le modèle nomme ce qu’il voit",
    crashed: "L’aperçu a cessé de fonctionner, rien n’est perdu : redémarrez-le",
    loading: "Chargement des réseaux",
    asking: "Votre navigateur peut demander si cette page peut utiliser la caméra",
    badFile: "Ce fichier ne peut pas être affiché",
    choose: "Allumez la caméra, ou choisissez une photo",
    trainFirst: "Entraînez d’abord, puis voyez le résultat à l’œuvre ici",
    look: "Voyez ce que cela donne sur de nouveaux visages",
    later: "Vient après l’entraînement",
  },

  bundle: {
    readme: bundleReadme,
    notFetched: (/** @type {string} */ file) => `Impossible de charger ${file} : vérifiez la connexion, puis réessayez`,
    notFound: (/** @type {string} */ file, /** @type {number} */ status) => `Impossible de charger ${file} (${status}) : rechargez la page, puis réessayez`,
  },

  /** Where a page can be put: what each place wants, in a line. Names of places and files stay as they are. */
  hosts: {
    all: "Tout endroit qui sert des fichiers en https convient ; aucun programme n’y tourne. Décompressez d’abord le paquet",
    steps: {
      "GitHub Pages": "Mettez les fichiers du dossier dans un dépôt, puis choisissez sa branche sous Settings, Pages",
      Netlify: "Déposez le dossier sur app.netlify.com/drop",
      "Cloudflare Pages": "Choisissez « Upload assets », puis déposez le dossier",
      "S3, nginx, Apache": "Copiez le dossier ; .wasm doit avoir le type application/wasm, et une page d’un autre site a besoin d’Access-Control-Allow-Origin",
    },
  },

  /** The ways out of the studio. */
  ways: {
    page: { name: "Page web", says: "La mettre en ligne" },
    link: { name: "Lien", says: "L’envoyer à quelqu’un" },
    tfjs: { name: "TensorFlow.js", says: "JavaScript" },
    keras: { name: "Keras", says: "Python, TensorFlow" },
    tflite: { name: "TensorFlow Lite", says: "Téléphones, petites cartes" },
    onnx: { name: "ONNX", says: "Tout le reste" },
    samples: { name: "Échantillons", says: "Les images elles-mêmes" },
  },

  snippets,

  /** Files for other programs. */
  programs: {
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tfjs: {
      name: "TensorFlow.js",
      what: {
        faces: "Tout le réseau pour visages recadrés, en model.json, weights.bin et metadata.json, qui dit aussi comment recadrer un visage",
        pictures: "Exactement ce qu’exporte Teachable Machine : model.json, weights.bin et metadata.json marchent partout où marchent ses exports",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    keras: {
      name: "Keras",
      what: {
        faces: "Pour Python. L’extrait de code trouve les visages avec OpenCV, les recadre et interroge le réseau",
        pictures: "Pour Python, avec labels.txt, comme dans Teachable Machine ; s’ouvre dans Keras 2 et 3",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tflite: {
      name: "TensorFlow Lite",
      what: {
        faces: "Pour Android, un Raspberry Pi et d’autres petits ordinateurs. Le réseau prend des visages recadrés",
        pictures: "Pour Android, un Raspberry Pi et d’autres petits ordinateurs, avec labels.txt",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    onnx: {
      name: "ONNX",
      what: {
        faces: "Pour onnxruntime, OpenCV, C++, C#, Java et bien d’autres. Le réseau prend des visages recadrés",
        pictures: "Pour onnxruntime, OpenCV, C++, C#, Java et bien d’autres, avec labels.txt",
      },
    },
    /** @type {Record<string, string>} */
    formats: { "keras-h5": ".h5, pour tout Keras", keras: ".keras, pour Keras 3", tflite: "32 bits, exact", "tflite-int8": "8 bits, quatre fois plus petit" },
    variant: "Type de fichier",
    language: "Langage",
    making: "Création et essai des fichiers",
    size: (/** @type {number} */ bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1000))} ko` : `${number(bytes / 1e6, 1)} Mo`),
    failed: (/** @type {string} */ why) => `Les fichiers n’ont pas pu être créés. ${why}`,
    /** @param {string} label @param {number} value @param {boolean} same as in the preview */
    checked: (label, value, same) => `${label} ${number(value, 2)}${same ? "" : ", à la différence de l’aperçu"}`,
    /** @param {number} pictures @param {number} apart */
    same: (pictures, apart) =>
      `Essayés : relus, les fichiers disent la même chose que l’aperçu pour ${picturesOf(pictures)}${apart < 1e-4 ? "" : `, à ${number(apart, 3)} près`}`,
    other: (/** @type {number} */ apart) => `Relus, les fichiers disent autre chose que l’aperçu (écart de ${number(apart, 3)}). Dites-le-nous, s’il vous plaît : c’est un défaut de Mien`,
    notTried: (/** @type {string} */ file, /** @type {string} */ why) => `${file} : ${why}`,
  },

  export: {
    packing: (/** @type {number} */ done, /** @type {number} */ total) => `Collecte des images : ${number(done)} sur ${number(total)}`,
    packed: "Le fichier est dans vos téléchargements",
    saved: (/** @type {string} */ name) => `${of(name)} sauvegardé en fichier`,
    notSaved: (/** @type {string} */ why) => `Le fichier n’a pas pu être créé. ${why}`,
    samplesNotSaved: (/** @type {string} */ why) => `Les échantillons n’ont pas pu être sauvegardés. ${why}`,
    collecting: "Collecte des fichiers",
    bundled: "Le paquet est dans vos téléchargements",
    notBundled: (/** @type {string} */ why) => `Le paquet n’a pas pu être créé. ${why}`,
    copy: "Copiez ceci",
    longLink: (/** @type {number} */ length) =>
      `${counted(length, { one: "# caractère", other: "# caractères" })} : les e-mails et les documents le prennent en entier, certaines messageries le couperaient. Avec 0 unité cachée (Avancé), il devient bien plus court`,
    shortLink: (/** @type {number} */ length) => `${counted(length, { one: "# caractère", other: "# caractères" })} : assez court pour toute messagerie`,
    nothingKept: "Ce navigateur ne garde rien ici (une fenêtre privée ?). Utilisez plutôt le lien sous « Exporter »",
    linesCopied: "Les lignes sont copiées",
    linkCopied: "Le lien est copié",
  },
};
