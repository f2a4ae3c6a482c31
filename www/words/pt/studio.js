// What the studio says, in Portuguese (Brazilian), beside what every live picture says.
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

const { counted, daysAgo, number, percent, someOf } = speech("pt-BR");

const samplesOf = (/** @type {number} */ count) => counted(count, { one: "# amostra", other: "# amostras" });
const picturesOf = (/** @type {number} */ count) => counted(count, { one: "# imagem", other: "# imagens" });
const filesOf = (/** @type {number} */ count) => counted(count, { one: "# arquivo", other: "# arquivos" });
const charactersOf = (/** @type {number} */ count) => counted(count, { one: "# caractere", other: "# caracteres" });
const minutesLeft = (/** @type {number} */ count) => counted(count, { one: "falta # min", other: "faltam # min" });
const secondsLeft = (/** @type {number} */ count) => counted(count, { one: "falta # s", other: "faltam # s" });

/** The first few classes of these, and how many more there are. @param {string[]} all @param {string} before what stands before the number of the others */
const listed = (all, before = "") => someOf(all, (count) => before + counted(count, { one: "# outra classe", other: "# outras classes" }));

const of = (/** @type {string} */ name) => `“${name}”`;

/** @param {Faults<Note>} faults */
function notes({ first, count }) {
  const more = count - first.length;
  return [...first.map(note), ...(more > 0 ? [`mais ${number(more)} deste tipo`] : [])];
}

/** @param {number} samples */
const moreSamples = (samples) => `${samplesOf(samples)}; mais amostras, e mais variadas, dão mais certeza`;

export const words = {
  problem,

  /** Why there is no camera, in one line. @type {Record<keyof typeof live.camera, string>} */
  cameraLine: {
    asking: live.camera.asking.sentence,
    denied: `${live.camera.denied.title}. ${live.camera.denied.sentence}`,
    busy: `${live.camera.busy.title}. ${live.camera.busy.sentence}`,
    absent: "Nenhuma câmera encontrada. Conecte uma ou carregue imagens",
    unplugged: live.camera.unplugged.title,
    "camera-error": "A câmera não responde. Conecte-a de novo e tente outra vez",
    insecure: "A câmera precisa de um endereço seguro (https:// ou localhost). Em vez disso, carregue imagens",
    "in-app": "O navegador deste app não tem câmera. Escolha “Abrir no navegador” no menu do app ou carregue imagens",
    "frame-denied": `${live.camera["frame-denied"].title}. ${live.camera["frame-denied"].sentence}`,
    "no-picture": `${live.camera["no-picture"].title}. ${live.camera["no-picture"].sentence}`,
    muted: `${live.camera.muted.title}. ${live.camera.muted.sentence}`,
    tap: live.camera.tap.title,
  },

  /** What a new project can start from: name, and what it holds. */
  templates: {
    empty: { name: "Projeto vazio", says: "Duas classes, com os nomes que você quiser", classes: ["Classe 1", "Classe 2"] },
    six: { name: "Seis expressões básicas", says: "Alegria, Tristeza, Medo, Raiva, Surpresa, Nojo" },
    seven: { name: "Seis e neutro", says: "As seis e um rosto em repouso" },
    wink: { name: "Piscar à esquerda e à direita", says: "Olho esquerdo, olho direito, ambos abertos", classes: ["Ambos abertos", "Piscada esquerda", "Piscada direita"] },
    pictures: { name: "Imagens inteiras", says: "Tudo o que uma câmera vê: coisas, mãos, lugares, como no Teachable Machine", classes: ["Classe 1", "Classe 2"] },
  },
  newClass: (/** @type {number} */ number) => `Classe ${number}`,
  unnamedClass: "Classe",

  /** What a project can be about. */
  kind: {
    title: (/** @type {string} */ file) => `O que o projeto deve aprender com ${of(file)}?`,
    faces: { name: "Os rostos", says: "Cada rosto é encontrado, recortado e endireitado: melhor para expressões" },
    pictures: { name: "As imagens inteiras", says: "Tudo nelas conta, como no Teachable Machine" },
  },

  start: {
    none: "Os projetos ficam guardados neste navegador; ainda não há nenhum",
    /** @param {number} days */
    when: (days) => daysAgo(days),
    /** @param {import("../../types/rust.js").ProjectKind} kind @param {number} classes @param {boolean} trained @param {string} when */
    about: (kind, classes, trained, when) => `${kind === "pictures" ? "Imagens inteiras, " : ""}${counted(classes, { one: "# classe", other: "# classes" })}${trained ? ", treinado" : ""}, ${when}`,
    remove: (/** @type {string} */ name) => `Excluir ${name}`,
    removed: (/** @type {string} */ name) => `Projeto ${of(name)} excluído`,
  },

  page: {
    tooOld: `${sentences.tooOld.message}. ${sentences.tooOld.hint}`,
    wasmOff: `${sentences.wasmOff.message}. ${sentences.wasmOff.hint}`,
    elsewhere: "Este projeto está aberto em outra aba",
    takenOver: "Este projeto foi aberto em outra aba",
    gone: "Este projeto não está (mais) neste navegador",
    updating: (/** @type {number} */ done, /** @type {number} */ total) => `Analisando amostras: ${done} de ${total}`,
    learningAgain: (/** @type {string} */ name) => `“${name}” aprendeu com outra versão da rede; está aprendendo de novo com as amostras que você guardou`,
    saved: "Salvo neste navegador",
    saving: "Salvando…",
    notSaved: "Não salvo",
    saveAsFile: "Salvar como arquivo",
    reload: "Recarregar",
    close: "Fechar",
    copyDetails: "Copiar detalhes",
    empty: "o arquivo está vazio",
    /** @param {string} name @param {Faults<Note>} damage @param {number} lost samples */
    damaged: (name, damage, lost) =>
      [`${of(name)} está danificado`, ...notes(damage), ...(lost > 0 ? [`Amostras perdidas, porque nem o rosto nem a imagem estão inteiros: ${lost}`] : [])].join(". "),
    notOpened: (/** @type {string} */ name, /** @type {string} */ why) => `Não foi possível abrir ${of(name)}: ${why}`,
    leave: "Este projeto não fica guardado neste navegador: o que não for salvo como arquivo se perde. Sair mesmo assim?",
    crashed: "O Mien parou de funcionar e começou de novo: nada do que você reuniu se perdeu, repita o que estava em andamento",
    undo: "Desfazer",
  },

  store: {
    full: "Este navegador não tem mais espaço para o projeto. Salve-o como arquivo e depois exclua amostras ou outros projetos",
    none: "Este navegador não guarda nada aqui (janela anônima?). Salve o projeto como arquivo antes de fechar a página",
    otherVersion: "O Mien está aberto em outra aba, em outra versão. Feche-a e recarregue esta página",
  },

  /** What went wrong in a thread of the studio. @param {import("../../live/types.js").Problem} what */
  workerProblem: (what) => (what.code === "crashed" && !what.memory ? { message: "O Mien parou de funcionar", hint: "Tente de novo" } : problem(what)),

  /** @type {Record<import("../../types/rust.js").ProjectKind, {first: string, next: (name: string) => string, more: (samples: number) => string}>} */
  gather: {
    faces: {
      first: "Grave ou carregue rostos para cada classe",
      next: (name) => `Agora adicione rostos a ${of(name)}`,
      more: moreSamples,
    },
    pictures: {
      first: "Grave ou carregue imagens para cada classe; conta o quadrado central de cada uma",
      next: (name) => `Agora adicione imagens a ${of(name)}`,
      more: moreSamples,
    },
  },

  classes: {
    name: "Nome da classe",
    camera: "Câmera",
    upload: "Carregar",
    leaveOut: "Deixar fora do treinamento",
    use: "Usar de novo no treinamento",
    up: "Mover para cima",
    down: "Mover para baixo",
    download: "Baixar amostras",
    remove: "Excluir a classe",
    more: "Mais",
    uploadTo: (/** @type {string} */ name) => `Carregar imagens para ${name}`,
    cameraFor: (/** @type {string} */ name) => `Câmera para ${name}`,
    moreAbout: (/** @type {string} */ name) => `Mais sobre ${name}`,
    samples: (/** @type {number} */ count) => samplesOf(count),
    leftOut: (/** @type {number} */ count) => `${samplesOf(count)}, de fora`,
    lookThrough: (/** @type {number} */ count, /** @type {string} */ name) => `Ver ${samplesOf(count)} de ${name}`,
    removed: (/** @type {string} */ name, /** @type {number} */ samples) => `Classe ${of(name)} excluída, com ${samplesOf(samples)}`,
  },

  samples: {
    count: (/** @type {number} */ total) => samplesOf(total),
    selected: (/** @type {number} */ selected, /** @type {number} */ total) =>
      counted(total, { one: `${selected} de # amostra selecionada`, other: `${selected} de # amostras selecionadas` }),
    all: "Selecionar tudo",
    none: "Desmarcar tudo",
    moveTo: "Mover para…",
    one: (/** @type {number} */ number, /** @type {string} */ name) => `Amostra ${number}, ${name}`,
    removed: (/** @type {number} */ count) => counted(count, { one: "# amostra excluída", other: "# amostras excluídas" }),
    moved: (/** @type {number} */ count, /** @type {string} */ to) => counted(count, { one: `# amostra movida para ${of(to)}`, other: `# amostras movidas para ${of(to)}` }),
    copies: (/** @type {number} */ count) => counted(count, { one: "# é cópia de uma amostra que já está aqui: ficou de fora", other: "# são cópias de amostras que já estão aqui: ficaram de fora" }),
  },

  record: {
    asking: "Pedindo a câmera",
    hold: "Segure para gravar",
    handsFree: "Mãos livres",
    stop: "Parar",
    close: (/** @type {string} */ name) => `Fechar a câmera de ${name}`,
    countdown: (/** @type {number} */ left) => `Gravação em ${left}`,
    settings: "Ajustes de gravação",
    rate: "Quadros por segundo",
    delay: "Mãos livres: espera, s",
    duration: "Mãos livres: duração, s",
    unplugged: "A câmera foi desconectada. Conecte-a e abra este painel de novo",
    from: "Câmera",
  },

  import: {
    /** @param {number} added @param {number} copies @param {number} faceless @param {number} unread */
    summary: (added, copies, faceless, unread) =>
      [
        counted(added, { one: "# amostra adicionada", other: "# amostras adicionadas" }),
        ...(copies > 0 ? [counted(copies, { one: "# cópia ficou de fora", other: "# cópias ficaram de fora" })] : []),
        ...(faceless > 0 ? [`nenhum rosto em ${picturesOf(faceless)}`] : []),
        ...(unread > 0 ? [counted(unread, { one: "# arquivo não pôde ser lido", other: "# arquivos não puderam ser lidos" })] : []),
      ].join(", "),
    more: "… e mais",
    notes,
    empty: "o arquivo está vazio",
    faceless: "nenhum rosto encontrado",
    copy: "cópia de uma amostra que já está aqui",
    badPicture: "danificado ou um tipo de imagem que este navegador não lê",
    badVideo: "danificado ou um tipo de vídeo que este navegador não reproduz",
    noPictures: "sem imagens",
    /** @param {string} name @param {string} what */
    note: (name, what) => `${name}: ${what}`,
    videoAt: (/** @type {string} */ name, /** @type {number} */ seconds) => `${name} em ${number(seconds, 1)} s`,
    videoProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ length) => `${name}: ${Math.round(at)} de ${Math.round(length)} s`,
    project: (/** @type {string} */ name) => `${name} é um projeto inteiro: abra-o em Projetos`,
    settingsTaken: "Os ajustes de treinamento dele foram adotados",
    archiveProgress: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ count) => `${name}: ${at} de ${count}`,
    row: (/** @type {string} */ name, /** @type {number} */ row) => `${name}, linha ${row}`,
    rows: (/** @type {string} */ name, /** @type {number} */ rows) => `${name}: ${counted(rows, { one: "# linha", other: "# linhas" })}`,
    tableOfFaces: "o lugar de uma tabela de rostos é um projeto de rostos",
    forTesting: (/** @type {number} */ rows, /** @type {string[]} */ kinds) =>
      counted(rows, { one: `# linha de teste ficou de fora (${kinds.join(", ")})`, other: `# linhas de teste ficaram de fora (${kinds.join(", ")})` }),
    noUsage: "Nenhuma coluna “Usage” separa linhas de teste: todas contam como treino",
    badRows: (/** @type {number} */ rows) => counted(rows, { one: "Não foi possível ler # linha", other: "Não foi possível ler # linhas" }),
    picturesForTesting: (/** @type {number} */ pictures, /** @type {string[]} */ folders) =>
      counted(pictures, { one: `# imagem de teste ficou de fora (${folders.join(", ")})`, other: `# imagens de teste ficaram de fora (${folders.join(", ")})` }),
    learnFromThem: "Para aprender com imagens de teste mesmo assim, escolha a pasta de uma das classes delas",
    guessedNames: (/** @type {string} */ codePage) => `Os nomes das pastas estão escritos do modo antigo e foram lidos como ${codePage}: renomeie as classes que parecerem erradas`,
    whichClass: (/** @type {number} */ pictures) => counted(pictures, { one: "Que classe aparece na imagem?", other: "Que classe aparece nas # imagens?" }),
    reading: "Lendo",
    files: (/** @type {number} */ at, /** @type {number} */ count) => `${at} de ${filesOf(count)}`,
    stopped: "Parado; o que foi adicionado fica",
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
          return finding.classes === 0 ? "Adicione duas classes" : "Adicione uma segunda classe, para distinguir da primeira";
        case "noSamples":
          return finding.names.length === 1
            ? `Adicione amostras a ${of(finding.names[0] ?? "")}, que não tem nenhuma, ou deixe essa classe de fora`
            : `Adicione amostras a ${listed(finding.names.map(of))}, que não têm nenhuma, ou deixe essas classes de fora`;
        case "fewSamples":
          return `Adicione ${listed(
            finding.wanted.map(({ name, more }, index) => (index === 0 ? `mais ${samplesOf(more)} a ${of(name)}` : `${number(more)} a ${of(name)}`)),
            "algumas a ",
          )}`;
        case "uneven":
          return (
            `${of(finding.most)} tem ${finding.times} vezes o número de amostras de ${of(finding.least)}: ` +
            `adicione a ${of(finding.least)} ou ${finding.balanced ? "deixe ligado" : "ligue"} “Equilibrar as classes”`
          );
        case "oneRecording":
          return `A maioria das amostras de ${listed(finding.names)} vem de uma só gravação, ou de uma só imagem: grave outra, em outro momento ou lugar, para verificar de verdade`;
        case "nothingChecked":
          return "Nenhuma amostra foi separada, então nada diz quão bem rostos novos são reconhecidos";
        case "fewChecked":
          return counted(finding.samples, {
            one: "Só # amostra foi separada: adicione mais para ter um resultado confiável",
            other: "Só # amostras foram separadas: adicione mais para ter um resultado confiável",
          });
        case "learntByHeart":
          return (
            `O modelo acerta ${percent(finding.training)} das amostras com que aprendeu, mas ${percent(finding.validation)} das separadas: ` +
            "adicione amostras mais variadas (outras pessoas, luzes e ângulos) ou treine por menos épocas"
          );
        case "stoppedEarly":
          return `O treino terminou após a época ${number(finding.epochs)}: nenhuma foi melhor que a época ${number(finding.best)}, que é a que vale`;
        case "poor":
          return (
            `O modelo acerta só ${percent(finding.validation)} das amostras separadas: procure amostras erradas ` +
            "ou torne as classes mais diferentes"
          );
      }
    },

    /** Each setting with what it does, for somebody who has never trained anything. */
    settings: {
      epochs: { label: "Épocas", help: "Quantas vezes o modelo passa por todas as amostras" },
      batch: { label: "Tamanho do lote", help: "Quantas amostras o modelo vê antes de se corrigir" },
      learningRate: { label: "Taxa de aprendizado", help: "Quanto o modelo se corrige a cada vez. Mude só um pouco" },
      hidden: { label: "Unidades ocultas", help: "Tamanho do que é treinado; com 0, fica o menor possível, e o link, curto" },
      validationShare: { label: "Para verificação, %", help: "Amostras de cada classe com que o modelo não aprende: são separadas para verificação. As cópias ficam do mesmo lado", percent: true },
      balance: { label: "Equilibrar as classes", help: "Todas contam igual, não importa quantas amostras tenham" },
      mirror: { label: "Aprender também com rostos espelhados", help: "Desligue quando esquerda e direita forem diferentes, como nas piscadas" },
      patience: { label: "Parar após, épocas", help: "O treino termina quando tantas épocas não melhoram o resultado nas amostras separadas; 0: todas as épocas" },
      seed: { label: "Semente", help: "O mesmo número dá o mesmo resultado" },
    },
    reset: "Restaurar padrões",
    hint: {
      learning: "Aprendendo; você pode continuar coletando",
      blocked: "Precisa de amostras em todas as classes",
      stale: "As amostras ou as classes mudaram: treine de novo",
      trained: "Treinado; experimente na prévia",
      ready: "Tudo pronto: pressione Treinar",
    },
    /** @param {number} share @param {number} samples */
    checked: (share, samples) => `Acerta ${percent(share)} de ${counted(samples, { one: "# amostra separada", other: "# amostras separadas" })} para verificação; não viu nenhuma cópia delas`,
    unchecked: (/** @type {number} */ share) => `Acerta ${percent(share)} das amostras com que aprendeu; nenhuma foi separada para verificação`,
    /** @param {number} epoch @param {number} epochs @param {number} accuracy @param {number} loss @param {number} seconds left */
    epoch: (epoch, epochs, accuracy, loss, seconds) =>
      `Época ${epoch} de ${epochs} · acerta ${percent(accuracy)} · perda ${number(loss, 2)} · ${seconds < 60 ? secondsLeft(seconds) : minutesLeft(Math.ceil(seconds / 60))}`,
    mirroring: (/** @type {number} */ done, /** @type {number} */ total) =>
      `Analisando rostos espelhados: ${number(done)} de ${number(total)}`,
    starting: "Iniciando",
    running: "Treinando",
    done: (/** @type {string} */ result) => `Treinado. ${result}`,
    failed: "O treinamento falhou",
  },

  /** Pictures that are in two classes. */
  contradictions: {
    count: (/** @type {number} */ pictures) => counted(pictures, { one: "# imagem está em mais de uma classe", other: "# imagens estão em mais de uma classe" }),
    /** @param {string} name of the class @param {string} sample */
    removeFrom: (name, sample) => `Remover ${sample} de ${of(name)}`,
    remove: "Remover",
  },

  results: {
    caption: "Respostas certas de cada classe",
    rightOf: (/** @type {number} */ right, /** @type {number} */ samples) => (samples > 0 ? `${right} de ${samples}` : "nenhuma"),
    named: (/** @type {string} */ label) => `Classificada como ${label}`,
    /** @param {string | undefined} truth @param {string | undefined} label @param {number} count */
    cell: (truth, label, count) => `${truth}, classificada como ${label}: ${count}`,
    matrix: "Matriz de confusão",
    /** @param {string} truth @param {boolean} learnt */
    said: (truth, learnt) => `você disse ${truth}${learnt ? ", e o modelo aprendeu com ela" : ""}`,
    accuracy: {
      title: "Acurácia",
      says: "A parcela de amostras que o modelo classifica certo. Importa nas amostras com que ele não aprendeu. Enquanto ele aprende, um quinto do que vê de um rosto fica escondido, por isso a primeira curva pode ficar abaixo da segunda",
    },
    loss: { title: "Perda", says: "Quanto o modelo erra; erros com muita certeza pesam mais. Quando a segunda curva volta a subir, ele está decorando" },
    perClass: {
      title: "Acurácia por classe",
      says: (/** @type {boolean} */ checked) => `Respostas certas nas amostras ${checked ? "separadas para verificação" : "com que o modelo aprendeu"}`,
    },
    confusion: { title: "O que é confundido com o quê", says: "Uma linha para o que você disse, uma coluna para o que o modelo diz" },
    mistakes: { title: "Amostras que o modelo erra", says: "Primeiro, os erros com mais certeza. Algumas podem estar na classe errada" },
  },

  preview: {
    seen: "É assim que o modelo classifica o que vê",
    crashed: "A prévia parou de funcionar, nada se perde: inicie-a de novo",
    loading: "Carregando as redes neurais",
    asking: "Seu navegador talvez pergunte se esta página pode usar a câmera",
    badFile: "Não é possível mostrar este arquivo",
    choose: "Ligue a câmera ou escolha uma foto",
    trainFirst: "Treine primeiro e veja aqui como funciona",
    look: "Veja como ele se sai com rostos novos",
    later: "Vem depois do treinamento",
  },

  bundle: {
    readme: bundleReadme,
    notFetched: (/** @type {string} */ file) => `Não foi possível baixar ${file}: verifique a conexão e tente de novo`,
    notFound: (/** @type {string} */ file, /** @type {number} */ status) => `Não foi possível baixar ${file} (${status}): recarregue a página e tente de novo`,
  },

  /** Where a page can be put: what each place wants, in a line. Names of places and files stay as they are. */
  hosts: {
    all: "Serve qualquer lugar que ofereça arquivos por https; nenhum programa roda lá. Antes, descompacte o pacote",
    steps: {
      "GitHub Pages": "Coloque os arquivos da pasta em um repositório e escolha o branch dele em Settings, Pages",
      Netlify: "Solte a pasta em app.netlify.com/drop",
      "Cloudflare Pages": "Escolha “Upload assets” e solte a pasta",
      "S3, nginx, Apache": "Copie a pasta; .wasm precisa do tipo application/wasm, e uma página de outro site precisa de Access-Control-Allow-Origin",
    },
  },

  /** The ways out of the studio. */
  ways: {
    page: { name: "Página da web", says: "Coloque na web" },
    link: { name: "Link", says: "Envie para alguém" },
    tfjs: { name: "TensorFlow.js", says: "JavaScript" },
    keras: { name: "Keras", says: "Python, TensorFlow" },
    tflite: { name: "TensorFlow Lite", says: "Celulares, placas pequenas" },
    onnx: { name: "ONNX", says: "Todo o resto" },
    samples: { name: "Amostras", says: "As próprias imagens" },
  },

  snippets,

  /** Files for other programs. */
  programs: {
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tfjs: {
      name: "TensorFlow.js",
      what: {
        faces: "A rede inteira para rostos recortados, em model.json, weights.bin e metadata.json, que também diz como recortar um rosto",
        pictures: "Exatamente o que o Teachable Machine exporta: model.json, weights.bin e metadata.json funcionam onde os arquivos dele funcionam",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    keras: {
      name: "Keras",
      what: {
        faces: "Para Python. O código encontra os rostos com OpenCV, recorta-os e pergunta sobre eles",
        pictures: "Para Python, com labels.txt, como no Teachable Machine; abre no Keras 2 e 3",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    tflite: {
      name: "TensorFlow Lite",
      what: {
        faces: "Para Android, Raspberry Pi e outros computadores pequenos. A rede recebe rostos recortados",
        pictures: "Para Android, Raspberry Pi e outros computadores pequenos, com labels.txt",
      },
    },
    /** @type {{name: string, what: Record<import("../../types/rust.js").ProjectKind, string>}} */
    onnx: {
      name: "ONNX",
      what: {
        faces: "Para onnxruntime, OpenCV, C++, C#, Java e muitos outros. A rede recebe rostos recortados",
        pictures: "Para onnxruntime, OpenCV, C++, C#, Java e muitos outros, com labels.txt",
      },
    },
    /** @type {Record<string, string>} */
    formats: { "keras-h5": ".h5, para todo Keras", keras: ".keras, para Keras 3", tflite: "32 bits, exato", "tflite-int8": "8 bits, um quarto do tamanho" },
    variant: "Tipo de arquivo",
    language: "Linguagem",
    making: "Criando e testando os arquivos",
    size: (/** @type {number} */ bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1000))} kB` : `${number(bytes / 1e6, 1)} MB`),
    failed: (/** @type {string} */ why) => `Não foi possível criar os arquivos. ${why}`,
    /** @param {string} label @param {number} value @param {boolean} same as in the preview */
    checked: (label, value, same) => `${label} ${number(value, 2)}${same ? "" : ", diferente da prévia"}`,
    /** @param {number} pictures @param {number} apart */
    same: (pictures, apart) =>
      `Testado: lidos de volta, os arquivos dizem o mesmo que a prévia sobre ${picturesOf(pictures)}${apart < 1e-4 ? "" : `, com diferença de até ${number(apart, 3)}`}`,
    other: (/** @type {number} */ apart) => `Lidos de volta, os arquivos dizem algo diferente da prévia (diferença de ${number(apart, 3)}). Avise a gente: é um defeito do Mien`,
    notTried: (/** @type {string} */ file, /** @type {string} */ why) => `${file}: ${why}`,
  },

  export: {
    packing: (/** @type {number} */ done, /** @type {number} */ total) => `Reunindo imagens: ${number(done)} de ${number(total)}`,
    packed: "O arquivo está nos seus downloads",
    saved: (/** @type {string} */ name) => `${of(name)} foi salvo como arquivo`,
    notSaved: (/** @type {string} */ why) => `Não foi possível criar o arquivo. ${why}`,
    samplesNotSaved: (/** @type {string} */ why) => `Não foi possível salvar as amostras. ${why}`,
    collecting: "Reunindo os arquivos",
    bundled: "O pacote está nos seus downloads",
    notBundled: (/** @type {string} */ why) => `Não foi possível criar o pacote. ${why}`,
    copy: "Copie isto",
    longLink: (/** @type {number} */ length) =>
      `${charactersOf(length)}: e-mails e documentos aceitam o link inteiro, alguns aplicativos de mensagens o cortariam. Com unidades ocultas em 0 (Avançado), ele fica bem mais curto`,
    shortLink: (/** @type {number} */ length) => `${charactersOf(length)}: curto o bastante para qualquer aplicativo de mensagens`,
    nothingKept: "Este navegador não guarda nada aqui (janela anônima?). Use o link em Exportar",
    linesCopied: "As linhas foram copiadas",
    linkCopied: "O link foi copiado",
  },
};
