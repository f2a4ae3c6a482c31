// What the studio says, in German, beside what every live picture says.
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

const { counted, daysAgo, number, percent, someOf } = speech("de");

const samplesOf = (/** @type {number} */ count) => counted(count, { one: "# Beispiel", other: "# Beispiele" });
/** After "mit" and "von". */
const ofSamples = (/** @type {number} */ count) => counted(count, { one: "# Beispiel", other: "# Beispielen" });
/** After "in" and "zu". */
const ofPictures = (/** @type {number} */ count) => counted(count, { one: "# Bild", other: "# Bildern" });
const filesOf = (/** @type {number} */ count) => counted(count, { one: "# Datei", other: "# Dateien" });

/** The first few classes of these, and how many more there are. @param {string[]} all @param {import("../speech.js").Forms} others */
const listed = (all, others) => someOf(all, (count) => counted(count, others));

const of = (/** @type {string} */ name) => `„${name}“`;

/** @param {Faults<Note>} faults */
function notes({ first, count }) {
  const more = count - first.length;
  return [...first.map(note), ...(more > 0 ? [counted(more, { one: "# weitere Meldung dieser Art", other: "# weitere Meldungen dieser Art" })] : [])];
}

/** @param {number} samples */
const moreSamples = (samples) => `${samplesOf(samples)}; mehr und vielfältigere machen es sicherer`;

export const words = {
  problem,

  /** Why there is no camera, in one line. @type {Record<keyof typeof live.camera, string>} */
  cameraLine: {
    asking: live.camera.asking.sentence,
    denied: `${live.camera.denied.title}. ${live.camera.denied.sentence}`,
    busy: `${live.camera.busy.title}. ${live.camera.busy.sentence}`,
    absent: "Keine Kamera gefunden. Schließe eine an oder lade Bilder hoch",
    unplugged: live.camera.unplugged.title,
    "camera-error": "Die Kamera antwortet nicht. Schließe sie neu an und versuche es noch einmal",
    insecure: "Die Kamera braucht eine sichere Adresse (https:// oder localhost). Lade stattdessen Bilder hoch",
    "in-app": "Der Browser dieser App hat keine Kamera. Wähle „Im Browser öffnen“ im Menü der App oder lade Bilder hoch",
    "frame-denied": `${live.camera["frame-denied"].title}. ${live.camera["frame-denied"].sentence}`,
    "no-picture": `${live.camera["no-picture"].title}. ${live.camera["no-picture"].sentence}`,
    muted: `${live.camera.muted.title}. ${live.camera.muted.sentence}`,
    tap: live.camera.tap.title,
  },

  /** What a new project can start from: name, and what it holds. */
  templates: {
    empty: { name: "Leeres Projekt", says: "Zwei Klassen, die du nennst, wie du magst", classes: ["Klasse 1", "Klasse 2"] },
    six: { name: "Sechs Grundausdrücke", says: "Freude, Trauer, Angst, Wut, Überraschung, Ekel" },
    seven: { name: "Sechs und neutral", says: "Die sechs und ein Gesicht in Ruhe" },
    wink: { name: "Links und rechts zwinkern", says: "Linkes Auge, rechtes Auge, beide offen", classes: ["Beide offen", "Links zwinkern", "Rechts zwinkern"] },
    pictures: { name: "Ganze Bilder", says: "Alles, was eine Kamera sieht: Dinge, Hände, Orte, wie in Teachable Machine", classes: ["Klasse 1", "Klasse 2"] },
  },
  newClass: (/** @type {number} */ number) => `Klasse ${number}`,
  unnamedClass: "Klasse",

  /** What a project can be about. */
  kind: {
    title: (/** @type {string} */ file) => `Was soll aus ${of(file)} gelernt werden?`,
    faces: { name: "Die Gesichter", says: "Jedes Gesicht wird gefunden, ausgeschnitten und aufrecht gedreht: am besten für Gesichtsausdrücke" },
    pictures: { name: "Die ganzen Bilder", says: "Alles darin zählt, wie in Teachable Machine" },
  },

  start: {
    none: "Projekte werden von selbst in diesem Browser gespeichert; noch gibt es keine",
    /** @param {number} days */
    when: (days) => daysAgo(days),
    /** @param {import("../../types/rust.js").ProjectKind} kind @param {number} classes @param {boolean} trained @param {string} when */
    about: (kind, classes, trained, when) => `${kind === "pictures" ? "Ganze Bilder, " : ""}${counted(classes, { one: "# Klasse", other: "# Klassen" })}${trained ? ", trainiert" : ""}, ${when}`,
    remove: (/** @type {string} */ name) => `${name} löschen`,
    removed: (/** @type {string} */ name) => `${of(name)} gelöscht`,
  },

  page: {
    tooOld: `${sentences.tooOld.message}. ${sentences.tooOld.hint}`,
    wasmOff: `${sentences.wasmOff.message}. ${sentences.wasmOff.hint}`,
    elsewhere: "Dieses Projekt ist in einem anderen Tab offen",
    takenOver: "Dieses Projekt wurde in einem anderen Tab geöffnet",
    gone: "Dieses Projekt ist nicht (mehr) in diesem Browser",
    updating: (/** @type {number} */ done, /** @type {number} */ total) => `Beispiele werden angesehen: ${done} von ${total}`,
    learningAgain: (/** @type {string} */ name) => `„${name}“ wurde mit einer anderen Version des Netzes trainiert; aus den Beispielen, die du behalten hast, wird jetzt neu gelernt`,
    saved: "In diesem Browser gespeichert",
    saving: "Wird gespeichert…",
    notSaved: "Nicht gespeichert",
    saveAsFile: "Als Datei speichern",
    reload: "Neu laden",
    close: "Schließen",
    copyDetails: "Details kopieren",
    empty: "Die Datei ist leer",
    /** @param {string} name @param {Faults<Note>} damage @param {number} lost samples */
    damaged: (name, damage, lost) =>
      [`${of(name)} ist beschädigt`, ...notes(damage), ...(lost > 0 ? [`Verlorene Beispiele, weil weder Gesicht noch Bild ganz ist: ${lost}`] : [])].join(". "),
    notOpened: (/** @type {string} */ name, /** @type {string} */ why) => `${of(name)} konnte nicht geöffnet werden: ${why}`,
    leave: "Dieses Projekt wird nicht in diesem Browser gespeichert: Was du nicht als Datei speicherst, geht verloren. Trotzdem verlassen?",
    crashed: "Mien ist abgestürzt und hat neu begonnen: Nichts Gesammeltes ist verloren, wiederhole, was gerade lief",
    undo: "Rückgängig",
  },

  store: {
    full: "Dieser Browser hat keinen Platz mehr für das Projekt. Speichere es als Datei und lösche dann Beispiele oder andere Projekte",
    none: "Dieser Browser behält hier nichts (ein privates Fenster?). Speichere das Projekt als Datei, bevor du die Seite schließt",
    otherVersion: "Mien ist in einem anderen Tab in einer anderen Version offen. Schließe ihn und lade dann diese Seite neu",
  },

  /** What went wrong in a thread of the studio. @param {import("../../live/types.js").Problem} what */
  workerProblem: (what) => (what.code === "crashed" && !what.memory ? { message: "Mien ist abgestürzt", hint: "Versuche es noch einmal" } : problem(what)),

  /** @type {Record<import("../../types/rust.js").ProjectKind, {first: string, next: (name: string) => string, more: (samples: number) => string}>} */
  gather: {
    faces: {
      first: "Nimm für jede Klasse Gesichter auf oder lade sie hoch",
      next: (name) => `Füge jetzt Gesichter zu ${of(name)} hinzu`,
      more: moreSamples,
    },
    pictures: {
      first: "Nimm für jede Klasse Bilder auf oder lade sie hoch; von jedem zählt das Quadrat in der Mitte",
      next: (name) => `Füge jetzt Bilder zu ${of(name)} hinzu`,
      more: moreSamples,
    },
  },

  classes: {
    name: "Name der Klasse",
    camera: "Kamera",
    upload: "Hochladen",
    leaveOut: "Beim Training auslassen",
    use: "Wieder mittrainieren",
    up: "Nach oben",
    down: "Nach unten",
    download: "Beispiele herunterladen",
    remove: "Klasse löschen",
    more: "Mehr",
    uploadTo: (/** @type {string} */ name) => `Bilder zu ${name} hochladen`,
    cameraFor: (/** @type {string} */ name) => `Kamera für ${name}`,
    moreAbout: (/** @type {string} */ name) => `Mehr zu ${name}`,
    samples: (/** @type {number} */ count) => samplesOf(count),
    leftOut: (/** @type {number} */ count) => `${samplesOf(count)}, ausgelassen`,
    lookThrough: (/** @type {number} */ count, /** @type {string} */ name) => `${samplesOf(count)} von ${name} durchsehen`,
    removed: (/** @type {string} */ name, /** @type {number} */ samples) => `${of(name)} mit ${ofSamples(samples)} gelöscht`,
  },

  samples: {
    count: (/** @type {number} */ total) => samplesOf(total),
    selected: (/** @type {number} */ selected, /** @type {number} */ total) => `${selected} von ${ofSamples(total)} ausgewählt`,
    all: "Alle auswählen",
    none: "Keine auswählen",
    moveTo: "Verschieben…",
    one: (/** @type {number} */ number, /** @type {string} */ name) => `Beispiel ${number}, ${name}`,
    removed: (/** @type {number} */ count) => `${samplesOf(count)} gelöscht`,
    moved: (/** @type {number} */ count, /** @type {string} */ to) => `${samplesOf(count)} nach ${of(to)} verschoben`,
    copies: (/** @type {number} */ count) => counted(count, { one: "# ist die Kopie eines Beispiels, das schon da ist: ausgelassen", other: "# sind Kopien von Beispielen, die schon da sind: ausgelassen" }),
  },

  record: {
    asking: "Kamera wird angefragt",
    hold: "Aufnehmen: halten",
    handsFree: "Freihändig",
    stop: "Stopp",
    close: (/** @type {string} */ name) => `Kamera von ${name} schließen`,
    countdown: (/** @type {number} */ left) => `Aufnahme in ${left}`,
    settings: "Aufnahme-Einstellungen",
    rate: "Bilder pro Sekunde",
    delay: "Freihändig: Vorlauf, s",
    duration: "Freihändig: Dauer, s",
    unplugged: "Die Kamera wurde getrennt. Schließe sie an und öffne dieses Feld dann neu",
    from: "Kamera",
  },

  import: {
    /** @param {number} added @param {number} copies @param {number} faceless @param {number} unread */
    summary: (added, copies, faceless, unread) =>
      [
        `${samplesOf(added)} hinzugefügt`,
        ...(copies > 0 ? [counted(copies, { one: "# Kopie ausgelassen", other: "# Kopien ausgelassen" })] : []),
        ...(faceless > 0 ? [`kein Gesicht in ${ofPictures(faceless)}`] : []),
        ...(unread > 0 ? [`${filesOf(unread)} nicht lesbar`] : []),
      ].join(", "),
    more: "… und mehr",
    notes,
    empty: "Die Datei ist leer",
    faceless: "kein Gesicht gefunden",
    copy: "Kopie eines Beispiels, das schon da ist",
    badPicture: "beschädigt oder ein Bildformat, das dieser Browser nicht lesen kann",
    badVideo: "beschädigt oder ein Videoformat, das dieser Browser nicht abspielen kann",
    noPictures: "keine Bilder",
    /** @param {string} name @param {string} what */
    note: (name, what) => `${name}: ${what}`,
    videoAt: (/** @type {string} */ name, /** @type {number} */ seconds) => `${name} bei ${number(seconds, 1)} s`,
    videoProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ length) => `${name}: ${Math.round(at)} von ${Math.round(length)} s`,
    project: (/** @type {string} */ name) => `${name} ist ein ganzes Projekt: Öffne es unter „Projekte“`,
    settingsTaken: "Die Trainingseinstellungen daraus wurden übernommen",
    archiveProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ count) => `${name}: ${at} von ${count}`,
    row: (/** @type {string} */ name, /** @type {number} */ row) => `${name}, Zeile ${row}`,
    rows: (/** @type {string} */ name, /** @type {number} */ rows) => `${name}: ${counted(rows, { one: "# Zeile", other: "# Zeilen" })}`,
    tableOfFaces: "Eine Tabelle mit Gesichtern gehört in ein Projekt mit Gesichtern",
    forTesting: (/** @type {number} */ rows, /** @type {string[]} */ kinds) => `${counted(rows, { one: "# Zeile zum Testen", other: "# Zeilen zum Testen" })} ausgelassen (${kinds.join(", ")})`,
    noUsage: "Keine Spalte „Usage“ trennt Zeilen zum Testen ab: Alle zählen als Training",
    badRows: (/** @type {number} */ rows) => counted(rows, { one: "# Zeile war nicht lesbar", other: "# Zeilen waren nicht lesbar" }),
    picturesForTesting: (/** @type {number} */ pictures, /** @type {string[]} */ folders) => `${counted(pictures, { one: "# Bild zum Testen", other: "# Bilder zum Testen" })} ausgelassen (${folders.join(", ")})`,
    learnFromThem: "Um trotzdem aus Bildern zum Testen zu lernen: den Ordner einer ihrer Klassen wählen",
    guessedNames: (/** @type {string} */ codePage) => `Ordnernamen sind auf ältere Art geschrieben und wurden als ${codePage} gelesen: Klassen, die falsch aussehen, bitte umbenennen`,
    whichClass: (/** @type {number} */ pictures) => counted(pictures, { one: "Zu welcher Klasse gehört # Bild?", other: "Zu welcher Klasse gehören # Bilder?" }),
    reading: "Wird gelesen",
    files: (/** @type {number} */ at, /** @type {number} */ count) => `${at} von ${filesOf(count)}`,
    stopped: "Gestoppt; was schon hinzugefügt ist, bleibt",
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
          return finding.classes === 0 ? "Füge zwei Klassen hinzu" : "Füge eine zweite Klasse hinzu, damit es etwas zu unterscheiden gibt";
        case "noSamples":
          return finding.names.length === 1
            ? `${finding.names[0]} hat keine Beispiele: Füge welche hinzu oder lass die Klasse aus`
            : `${listed(finding.names, { one: "# weitere Klasse", other: "# weitere Klassen" })} haben keine Beispiele: Füge welche hinzu oder lass die Klassen aus`;
        case "fewSamples":
          return `Füge Beispiele hinzu: ${listed(
            finding.wanted.map(({ name, more }, index) => (index === 0 ? `noch ${number(more)} für ${name}` : `${number(more)} für ${name}`)),
            { one: "weitere für # andere Klasse", other: "weitere für # andere Klassen" },
          )}`;
        case "uneven":
          return (
            `${finding.most} hat ${number(finding.times)}-mal so viele Beispiele wie ${finding.least}: ` +
            `Füge welche zu ${finding.least} hinzu oder ${finding.balanced ? "lass „Jede Klasse zählt gleich“ an" : "schalte „Jede Klasse zählt gleich“ ein"}`
          );
        case "oneRecording":
          return `Die meisten Beispiele von ${listed(finding.names, { one: "# weiteren Klasse", other: "# weiteren Klassen" })} stammen aus einer einzigen Aufnahme oder von einem Bild: Nimm zu anderer Zeit oder an anderem Ort noch einmal auf, um ehrlich zu prüfen`;
        case "nothingChecked":
          return "Es gibt keine Prüfbeispiele, also sagt nichts, wie gut neue Gesichter erkannt werden";
        case "fewChecked":
          return counted(finding.samples, {
            one: "Es gibt nur # Prüfbeispiel: Füge mehr Beispiele hinzu, damit auf das Ergebnis Verlass ist",
            other: "Es gibt nur # Prüfbeispiele: Füge mehr Beispiele hinzu, damit auf das Ergebnis Verlass ist",
          });
        case "learntByHeart":
          return (
            `Von den gelernten Beispielen sind ${percent(finding.training)} richtig, von den Prüfbeispielen aber ${percent(finding.validation)}: ` +
            "Füge vielfältigere Beispiele hinzu (andere Menschen, anderes Licht, andere Winkel) oder trainiere mit weniger Epochen"
          );
        case "stoppedEarly":
          return `Das Training endete nach Epoche ${number(finding.epochs)}: Keine war besser als Epoche ${number(finding.best)}, und die gilt`;
        case "poor":
          return (
            `Nur ${percent(finding.validation)} der Prüfbeispiele sind richtig: Suche in den Beispielen nach falschen ` +
            "oder mach die Klassen unterschiedlicher"
          );
      }
    },

    /** Each setting with what it does, for somebody who has never trained anything. */
    settings: {
      epochs: { label: "Epochen", help: "Wie oft alle Beispiele durchgegangen werden" },
      batch: { label: "Batchgröße", help: "Wie viele Beispiele angesehen werden, bevor korrigiert wird" },
      learningRate: { label: "Lernrate", help: "Wie stark jedes Mal korrigiert wird. Ändere sie nur ein wenig" },
      hidden: { label: "Verborgene Einheiten", help: "Größe dessen, was trainiert wird; mit 0 wird es am kleinsten und der Link kurz" },
      validationShare: { label: "Zum Prüfen, %", help: "Beispiele jeder Klasse, mit denen nicht gelernt, sondern geprüft wird. Kopien bleiben auf einer Seite", percent: true },
      balance: { label: "Jede Klasse zählt gleich", help: "Egal, wie viele Beispiele sie hat" },
      mirror: { label: "Auch gespiegelte Gesichter lernen", help: "Schalte es aus, wo links und rechts verschieden sind, etwa beim Zwinkern" },
      patience: { label: "Aufhören nach, Epochen", help: "Das Training endet, wenn so viele Epochen bei den Prüfbeispielen nichts Besseres bringen; 0: alle Epochen" },
      seed: { label: "Startwert", help: "Die gleiche Zahl ergibt das gleiche Ergebnis" },
    },
    reset: "Auf Standard zurücksetzen",
    hint: {
      learning: "Lernt gerade; du kannst weiter sammeln",
      blocked: "Jede Klasse braucht Beispiele",
      stale: "Beispiele oder Klassen haben sich geändert: Trainiere neu",
      trained: "Trainiert; probiere es in der Vorschau aus",
      ready: "Alles ist bereit: Drücke „Trainieren“",
    },
    /** @param {number} share @param {number} samples */
    checked: (share, samples) => `Richtig bei ${percent(share)} von ${counted(samples, { one: "# Prüfbeispiel", other: "# Prüfbeispielen" })}; Kopien davon hat es nicht gesehen`,
    unchecked: (/** @type {number} */ share) => `Richtig bei ${percent(share)} der gelernten Beispiele; Prüfbeispiele gab es keine`,
    /** @param {number} epoch @param {number} epochs @param {number} accuracy @param {number} loss @param {number} seconds left */
    epoch: (epoch, epochs, accuracy, loss, seconds) =>
      `Epoche ${epoch} von ${epochs} · richtig ${percent(accuracy)} · Verlust ${number(loss, 2)} · noch ${seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`}`,
    mirroring: (/** @type {number} */ done, /** @type {number} */ total) =>
      `Gespiegelte Gesichter werden angesehen: ${number(done)} von ${number(total)}`,
    starting: "Startet",
    running: "Training läuft",
    done: (/** @type {string} */ result) => `Trainiert. ${result}`,
    failed: "Das Training ist gescheitert",
  },

  /** Pictures that are in two classes. */
  contradictions: {
    count: (/** @type {number} */ pictures) => counted(pictures, { one: "# Bild ist in mehr als einer Klasse", other: "# Bilder sind in mehr als einer Klasse" }),
    /** @param {string} name of the class @param {string} sample */
    removeFrom: (name, sample) => `${sample} aus ${of(name)} entfernen`,
    remove: "Entfernen",
  },

  results: {
    caption: "Richtige Antworten je Klasse",
    rightOf: (/** @type {number} */ right, /** @type {number} */ samples) => (samples > 0 ? `${right} von ${samples}` : "keine"),
    named: (/** @type {string} */ label) => `Erkannt als ${label}`,
    /** @param {string | undefined} truth @param {string | undefined} label @param {number} count */
    cell: (truth, label, count) => `${truth}, erkannt als ${label}: ${count}`,
    matrix: "Konfusionsmatrix",
    /** @param {string} truth @param {boolean} learnt */
    said: (truth, learnt) => `du sagst ${truth}${learnt ? ", obwohl damit gelernt wurde" : ""}`,
    accuracy: {
      title: "Genauigkeit",
      says: "Der Anteil der Beispiele, die richtig benannt werden. Es kommt auf Beispiele an, mit denen nicht gelernt wurde. Beim Lernen wird ein Fünftel dessen, was von einem Gesicht zu sehen ist, verdeckt, darum kann die erste Kurve unter der zweiten liegen",
    },
    loss: { title: "Verlust", says: "Wie weit die Antworten danebenliegen, sichere Fehler am meisten. Wo die zweite Kurve wieder steigt, wird auswendig gelernt" },
    perClass: {
      title: "Genauigkeit je Klasse",
      says: (/** @type {boolean} */ checked) => `Richtige Antworten bei den ${checked ? "Prüfbeispielen" : "gelernten Beispielen"}`,
    },
    confusion: { title: "Was womit verwechselt wird", says: "Eine Zeile für das, was du sagst, eine Spalte für das, was erkannt wird" },
    mistakes: { title: "Falsch erkannte Beispiele", says: "Die sichersten Fehler zuerst. Manche sind vielleicht in der falschen Klasse" },
  },

  preview: {
    seen: "So wird benannt, was zu sehen ist",
    crashed: "Die Vorschau ist abgestürzt, nichts ist verloren: Starte sie neu",
    loading: "Die Netze werden geladen",
    asking: "Dein Browser fragt vielleicht, ob diese Seite die Kamera benutzen darf",
    badFile: "Diese Datei lässt sich nicht zeigen",
    choose: "Schalte die Kamera ein oder wähle ein Foto",
    trainFirst: "Erst trainieren, dann hier ausprobieren",
    look: "Sieh nach, wie es bei neuen Gesichtern klappt",
    later: "Kommt nach dem Training",
  },

  bundle: {
    readme: bundleReadme,
    notFetched: (/** @type {string} */ file) => `${file} konnte nicht geladen werden: Prüfe die Verbindung und versuche es noch einmal`,
    notFound: (/** @type {string} */ file, /** @type {number} */ status) => `${file} konnte nicht geladen werden (${status}): Lade die Seite neu und versuche es noch einmal`,
  },

  /** Where a page can be put: what each place wants, in a line. Names of places and files stay as they are. */
  hosts: {
    all: "Es geht überall, wo Dateien über https ausgeliefert werden; ein Programm läuft dort nicht. Entpacke zuerst das Paket",
    steps: {
      "GitHub Pages": "Lege die Dateien des Ordners in ein Repository und wähle dann seinen Branch unter Settings, Pages",
      Netlify: "Zieh den Ordner auf app.netlify.com/drop",
      "Cloudflare Pages": "Wähle „Upload assets“ und zieh dann den Ordner hinein",
      "S3, nginx, Apache": "Kopiere den Ordner; .wasm braucht den Typ application/wasm, und eine Seite auf einer anderen Website braucht Access-Control-Allow-Origin",
    },
  },

  /** The ways out of the studio. */
  ways: {
    page: { name: "Webseite", says: "Stell sie ins Web" },
    link: { name: "Link", says: "Schick ihn jemandem" },
    tfjs: { name: "TensorFlow.js", says: "JavaScript" },
    keras: { name: "Keras", says: "Python, TensorFlow" },
    tflite: { name: "TensorFlow Lite", says: "Handys, kleine Platinen" },
    onnx: { name: "ONNX", says: "Alles andere" },
    samples: { name: "Beispiele", says: "Die Bilder selbst" },
  },

  snippets,

  /** Files for other programs. */
  programs: {
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tfjs: {
      name: "TensorFlow.js",
      what: {
        faces: "Das ganze Netz für ausgeschnittene Gesichter als model.json, weights.bin und metadata.json, worin auch steht, wie ein Gesicht ausgeschnitten wird",
        pictures: "Genau das, was Teachable Machine exportiert: model.json, weights.bin und metadata.json laufen überall, wo dessen Exporte laufen",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    keras: {
      name: "Keras",
      what: {
        faces: "Für Python. Der Code findet die Gesichter mit OpenCV, schneidet sie aus und fragt nach ihnen",
        pictures: "Für Python, mit labels.txt wie bei Teachable Machine; es öffnet sich in Keras 2 und 3",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tflite: {
      name: "TensorFlow Lite",
      what: {
        faces: "Für Android, einen Raspberry Pi und andere kleine Computer. Das Netz nimmt ausgeschnittene Gesichter",
        pictures: "Für Android, einen Raspberry Pi und andere kleine Computer, mit labels.txt",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    onnx: {
      name: "ONNX",
      what: {
        faces: "Für onnxruntime, OpenCV, C++, C#, Java und viele mehr. Das Netz nimmt ausgeschnittene Gesichter",
        pictures: "Für onnxruntime, OpenCV, C++, C#, Java und viele mehr, mit labels.txt",
      },
    },
    /** @type {Record<string, string>} */
    formats: { "keras-h5": ".h5, für jedes Keras", keras: ".keras, für Keras 3", tflite: "32 Bit, genau", "tflite-int8": "8 Bit, ein Viertel so groß" },
    variant: "Art der Datei",
    language: "Sprache",
    making: "Die Dateien werden gemacht und ausprobiert",
    size: (/** @type {number} */ bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1000))} kB` : `${number(bytes / 1e6, 1)} MB`),
    failed: (/** @type {string} */ why) => `Die Dateien konnten nicht gemacht werden. ${why}`,
    /** @param {string} label @param {number} value @param {boolean} same as in the preview */
    checked: (label, value, same) => `${label} ${number(value, 2)}${same ? "" : ", anders als in der Vorschau"}`,
    /** @param {number} pictures @param {number} apart */
    same: (pictures, apart) =>
      `Ausprobiert: Zurückgelesen sagen die Dateien zu ${ofPictures(pictures)} dasselbe wie die Vorschau${apart < 1e-4 ? "" : `, bis auf ${number(apart, 3)}`}`,
    other: (/** @type {number} */ apart) => `Zurückgelesen sagen die Dateien etwas anderes als die Vorschau (Abstand ${number(apart, 3)}). Bitte sag uns Bescheid: Das ist ein Fehler in Mien`,
    notTried: (/** @type {string} */ file, /** @type {string} */ why) => `${file}: ${why}`,
  },

  export: {
    packing: (/** @type {number} */ done, /** @type {number} */ total) => `Bilder werden eingesammelt: ${number(done)} von ${number(total)}`,
    packed: "Die Datei ist in deinen Downloads",
    saved: (/** @type {string} */ name) => `${of(name)} als Datei gespeichert`,
    notSaved: (/** @type {string} */ why) => `Die Datei konnte nicht gemacht werden. ${why}`,
    samplesNotSaved: (/** @type {string} */ why) => `Die Beispiele konnten nicht gespeichert werden. ${why}`,
    collecting: "Die Dateien werden eingesammelt",
    bundled: "Das Paket ist in deinen Downloads",
    notBundled: (/** @type {string} */ why) => `Das Paket konnte nicht gemacht werden. ${why}`,
    copy: "Kopiere dies",
    longLink: (/** @type {number} */ length) =>
      `${number(length)} Zeichen: E-Mails und Dokumente nehmen ihn ganz, manche Chat-Programme würden ihn abschneiden. Mit 0 verborgenen Einheiten (Erweitert) wird er viel kürzer`,
    shortLink: (/** @type {number} */ length) => `${number(length)} Zeichen: kurz genug für jedes Chat-Programm`,
    nothingKept: "Dieser Browser behält hier nichts (ein privates Fenster?). Nimm stattdessen den Link unter „Export“",
    linesCopied: "Die Zeilen sind kopiert",
    linkCopied: "Der Link ist kopiert",
  },
};
