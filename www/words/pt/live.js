// What the recognizer, the widget and every live picture say, in Portuguese (Brazilian). A face "looks happy", it never "is happy": expressions are recognised, not feelings.

import { problemWords, speech } from "../speech.js";
import { bounds, faults, sentences, subjects } from "./problems.js";

const { counted, number } = speech("pt-BR");

const megabytes = (/** @type {number} */ bytes) => number(bytes / 1e6, 1);

/** What the shipped network's classes are called. @type {Record<string, string>} */
const expressions = {
  Anger: "Raiva",
  Disgust: "Nojo",
  Fear: "Medo",
  Happiness: "Alegria",
  Sadness: "Tristeza",
  Surprise: "Surpresa",
  Neutral: "Neutro",
  Contempt: "Desprezo",
};

/** How a face with each of them looks. */
/** @type {Record<string, string>} */
const adjectives = {
  Anger: "zangado",
  Disgust: "enojado",
  Fear: "amedrontado",
  Happiness: "alegre",
  Sadness: "triste",
  Surprise: "surpreso",
  Neutral: "neutro",
  Contempt: "desdenhoso",
};

/**
 * Why there is no picture of a camera. `sentence` says what to do; where a photo or an upload is another way out, the place adds it.
 * @satisfies {Record<string, {title: string, sentence: string}>}
 */
const camera = {
  asking: { title: "Permita a câmera", sentence: "Seu navegador está perguntando se esta página pode usar a câmera" },
  denied: { title: "A câmera está bloqueada", sentence: "Abra as configurações ao lado do endereço da página, permita a câmera e tente de novo" },
  busy: { title: "A câmera está em uso", sentence: "Feche o programa ou a aba que está usando a câmera e tente de novo" },
  absent: { title: "Nenhuma câmera encontrada", sentence: "Conecte uma câmera e tente de novo" },
  unplugged: { title: "A câmera foi desconectada", sentence: "Conecte-a de novo e pressione Iniciar" },
  "camera-error": { title: "A câmera não responde", sentence: "Conecte-a de novo e tente outra vez" },
  insecure: { title: "A câmera precisa de um endereço seguro", sentence: "Abra esta página com https:// ou em localhost" },
  "in-app": { title: "O navegador deste app não tem câmera", sentence: "Escolha “Abrir no navegador” no menu do app" },
  "frame-denied": {
    title: "A página em volta desta não permite a câmera",
    sentence: "Quem a criou precisa escrever allow=\"camera\" no <iframe>. Você pode abrir esta página separadamente",
  },
  "no-picture": { title: "A câmera não envia imagem", sentence: "Abra a tampa da lente ou inicie o programa da câmera: tudo continua sozinho assim que chegar uma imagem" },
  muted: { title: "A câmera está interrompida", sentence: "Uma chamada, outro programa ou uma tampa fechada a interrompeu: ela volta sozinha" },
  tap: { title: "Toque na imagem para iniciar", sentence: "O navegador espera por você, talvez para economizar energia" },
};

export const words = {
  /** For `<html lang>`. */
  language: "pt",
  problem: problemWords({ subjects, faults, bounds, sentences }),
  expressions,
  adjectives,
  /** A probability, 0 to 1. */
  value: (/** @type {number} */ value) => number(value, 2),
  unsure: "Incerto",
  copied: "Copiado",
  unclear: "não tem expressão clara",
  looks: (/** @type {string} */ adjective) => `parece ${adjective}`,
  noValue: "sem valor",
  /** A name and a probability from 0 to 1. */
  chip: (/** @type {string} */ name, /** @type {number} */ value) => `${name} ${number(value, 2)}`,

  status: {
    nobody: "Nenhum rosto na imagem",
    looks: (/** @type {number} */ faces, /** @type {string} */ looks) => counted(faces, { one: `# rosto: ${looks}`, other: `# rostos: o principal ${looks}` }),
    named: (/** @type {number} */ faces, /** @type {string} */ name) => counted(faces, { one: `# rosto: ${name}`, other: `# rostos, o principal: ${name}` }),
    picture: (/** @type {string} */ name) => `A imagem: ${name}`,
  },
  /** How a picture lies that was turned clockwise to be looked at. */
  lies: (/** @type {number} */ degrees) =>
    degrees === 180 ? `A imagem está de cabeça para baixo: vista com rotação de ${number(degrees)}°` : `A imagem está de lado: vista com rotação de ${number(degrees)}°`,

  themes: { auto: "Automático", light: "Claro", dark: "Escuro" },
  colours: (/** @type {string} */ theme) => `Tema: ${theme}`,

  loading: (/** @type {number} */ loaded, /** @type {number} */ total) =>
    total ? `${megabytes(loaded)} de ${megabytes(total)} MB` : "As redes neurais estão a caminho",

  camera,

  recognizer: {
    /** What the page shows in place of the picture. */
    cards: {
      start: { title: "Veja ao vivo as expressões dos rostos", sentence: "As imagens nunca saem deste navegador" },
      absent: { ...camera.absent, sentence: "Conecte uma câmera e tente de novo ou use uma foto" },
      unplugged: { ...camera.unplugged, sentence: "Conecte-a de novo e pressione Iniciar: seus ajustes foram mantidos" },
      "camera-error": { ...camera["camera-error"], sentence: "Conecte-a de novo ou escolha outra abaixo e tente outra vez" },
      insecure: { ...camera.insecure, sentence: "Abra esta página com https:// ou em localhost, ou use uma foto" },
      "in-app": { ...camera["in-app"], sentence: "Escolha “Abrir no navegador” no menu do app ou use uma foto" },
      tooOld: { title: sentences.tooOld.message, sentence: "O Mien precisa de WebAssembly SIMD: Chrome ou Edge 91, Firefox 114, Safari 16.4 ou mais recente" },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      "no-picture": { ...camera["no-picture"], sentence: `${camera["no-picture"].sentence}. Você pode escolher outra câmera abaixo` },
      loading: { title: "Carregando", sentence: "As redes neurais estão a caminho" },
      stopped: { title: "A câmera está desligada", sentence: "Pressione Iniciar para olhar de novo" },
      "load-error": { title: "Não foi possível carregar o Mien", sentence: "Verifique a conexão e tente de novo" },
      "file-error": { title: "Não é possível mostrar este arquivo", sentence: "Escolha uma imagem JPEG, PNG ou WebP, ou um vídeo MP4 ou WebM" },
      "frame-error": { title: "Não foi possível ler esta imagem", sentence: "Tente de novo ou use outra imagem" },
      crashed: { title: "O Mien parou de funcionar", sentence: "Inicie de novo ou recarregue a página" },
    },
    /** Recording what is seen. */
    record: {
      start: "Gravar",
      stop: "Parar gravação",
      running: (/** @type {string} */ time, /** @type {number} */ frames) => `${time} · ${counted(frames, { one: "# quadro", other: "# quadros" })}`,
      none: "Ninguém foi visto",
      full: "A gravação está cheia: salve-a e comece outra",
      chart: (/** @type {string} */ name) => `${name}, de 0 a 1 ao longo do tempo`,
    },
    offline: "Tudo está guardado: o Mien já funciona sem conexão",
    update: "Uma nova versão está pronta",
    updateNow: "Recarregar para usar",
    later: "Depois",
    fine: "Certo",
    actions: {
      start: "Iniciar",
      again: "Tentar de novo",
      back: "Voltar",
      reload: "Recarregar",
      copy: "Copiar detalhes",
      file: "Usar foto ou vídeo…",
      otherFile: "Escolher outro arquivo…",
      alone: "Abrir esta página sozinha",
      pause: "Pausar",
      goOn: "Continuar",
    },
    stopped: "Parado",
    crashed: "Parou de funcionar",
    saved: (/** @type {string} */ name) => `Arquivo salvo: ${name}`,
    notSaved: (/** @type {unknown} */ error) => `Não foi possível salvar a captura: ${error instanceof Error ? error.message : error}`,
    noCanvas: "Este navegador não forneceu um canvas",
    noPicture: "Este navegador não conseguiu criar a imagem",
    copyDetails: "Copie estes detalhes",
    noBrowserDetector: "Navegador (indisponível aqui)",
    camerasByName: "Pelo nome",
    pixels: (/** @type {number} */ count) => counted(count, { one: "# pixel", other: "# pixels" }),
    /** @param {number} milliseconds a frame @param {number | undefined} rate frames a second @param {import("../../types/rust.js").DetectorName | undefined} detector */
    speed: (milliseconds, rate, detector) =>
      [
        `${number(milliseconds, milliseconds < 10 ? 1 : 0)} ms por quadro`,
        ...(rate === undefined ? [] : [`${number(rate, 0)} fps`]),
        // Of a whole picture nothing is looked for.
        ...(detector === undefined ? [] : [detector === "browser" ? "detector do navegador" : "detector integrado"]),
      ].join(" · "),
    place: (/** @type {string} */ at, /** @type {string} */ of) => `${at} de ${of}`,
    customClasses: (/** @type {string} */ name) => (name.trim() ? `Suas classes: ${name}` : "Suas classes"),
    mainFace: "Rosto principal",
    picture: "A imagem",
    model: (/** @type {string} */ name) => (name.trim() ? `O modelo: ${name}` : "Outro modelo"),
    badModel: (/** @type {string} */ name, /** @type {string} */ why) => `Não foi possível abrir “${name}”. ${why}`,
    badClasses: (/** @type {string} */ why) => `${why}. Estas são as expressões do próprio Mien`,
  },

  /** What the widget shows in place of the picture, beside what there is to say of a camera. */
  widget: {
    cards: {
      start: { title: "A câmera está desligada", sentence: "As imagens nunca saem deste navegador", button: "Iniciar" },
      empty: { title: "Sem imagem", sentence: "As imagens nunca saem deste navegador" },
      loading: { title: "Carregando", sentence: "As redes neurais estão a caminho" },
      denied: { ...camera.denied, button: "Tentar de novo" },
      busy: { ...camera.busy, button: "Tentar de novo" },
      absent: { ...camera.absent, button: "Tentar de novo" },
      unplugged: { ...camera.unplugged, button: "Iniciar" },
      "camera-error": { ...camera["camera-error"], button: "Tentar de novo" },
      "frame-denied": { ...camera["frame-denied"], button: "Tentar de novo" },
      "no-picture": camera["no-picture"],
      muted: camera.muted,
      tap: { ...camera.tap, button: "Iniciar a imagem" },
      tooOld: { title: sentences.tooOld.message, sentence: sentences.tooOld.hint },
      wasmOff: { title: sentences.wasmOff.message, sentence: sentences.wasmOff.hint },
      policy: { title: "A política de segurança desta página não permite", sentence: "" },
      noThread: { title: "Não foi possível iniciar o Mien", sentence: "" },
      load: { title: "Não foi possível carregar o Mien", sentence: "Verifique a conexão e tente de novo", button: "Tentar de novo" },
      photo: { title: "Não é possível mostrar esta imagem", sentence: "Verifique o endereço e se o site dela deixa outras páginas a lerem", button: "Tentar de novo" },
      target: { title: "Não há nada para olhar", sentence: "O atributo for deve indicar, pelo id, um vídeo, uma imagem ou um canvas desta página" },
      head: { title: "Não é possível usar as classes", sentence: "", button: "Tentar de novo" },
      unread: { title: "Não é possível ler a imagem", sentence: "Continua sozinho assim que der", button: "Tentar de novo" },
      crashed: { title: "O Mien parou de funcionar", sentence: "Inicie de novo ou recarregue a página", button: "Iniciar de novo" },
    },
    loading: "Carregando",
    stop: "Parar",
  },

  /** The page of a bundle. */
  bundlePage: {
    name: "Expressões ao vivo",
    tellsApart: (/** @type {string[]} */ names) => `Distingue: ${names.join(", ")}`,
    picture: "A imagem",
    noHead: "mien/head.json está ausente ou danificado: descompacte de novo o pacote inteiro",
  },

  /** Why a file can't be shown. */
  files: {
    empty: (/** @type {string} */ name) => `“${name}” está vazio`,
    otherKind: (/** @type {string} */ name) => `“${name}” não é uma foto nem um vídeo`,
    badPhoto: (/** @type {string} */ name) => `“${name}” está danificado ou é um tipo de imagem que este navegador não lê`,
    badVideo: (/** @type {string} */ name) => `“${name}” está danificado ou é um tipo de vídeo que este navegador não reproduz`,
    brokenVideo: (/** @type {string} */ name) => `“${name}” está danificado: não dá para reproduzir o resto`,
    noPictures: (/** @type {string} */ name) => `“${name}” tem som, mas não tem imagens`,
  },

  /** The hint under a live picture without a face. */
  noFace: "Nenhum rosto encontrado: chegue mais perto ou acenda uma luz",
  blackPicture: "A imagem está preta: abra a tampa da câmera ou do notebook, acenda uma luz ou escolha outra câmera",
  noFaceInPhoto: "Nenhum rosto encontrado: tente outro “Menor rosto”",
};
