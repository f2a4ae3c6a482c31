// What can go wrong, in Portuguese (Brazilian). Rust and the workers send codes and values: see types/rust.d.ts and live/types.d.ts.

/** @typedef {import("../../types/rust.js").Bounds} Bounds */
/** @typedef {import("../../types/rust.js").Fault} Fault */
/** @typedef {import("../../types/rust.js").Subject} Subject */
/**
 * @template {string | object} Value
 * @typedef {import("../speech.js").Table<Value>} Table
 */

export const quoted = (/** @type {string} */ name) => `“${name}”`;

/** What the recognizer can tell of; the studio knows more. @satisfies {Partial<Table<Subject>>} */
export const subjects = {
  file: ({ name }) => name,
  headFile: "O arquivo com as suas classes",
  link: "O link",
  head: "O classificador treinado",
  layerWeights: "O conjunto de pesos de uma camada",
  networkAnswer: "A resposta de uma rede",
  pictureSize: "O tamanho da imagem",
  pixelBytes: "O comprimento dos pixels",
  stageSize: "O tamanho do estágio",
  threshold: "O limiar de “Incerto”",
  detectorSize: "O tamanho do detector",
  faceScore: "A menor pontuação de um rosto",
  faceOverlap: "A maior sobreposição de rostos",
  mostFaces: "O maior número de rostos",
  smallestFace: "O menor lado de um rosto",
  region: "A parte da imagem",
  faceSide: "O lado de um rosto alinhado",
  faceChannels: "O número de canais de um rosto alinhado",
  valueRange: "O intervalo de valores",
  landmarkTemplate: "O modelo de pontos do rosto",
  labels: "A lista de rótulos",
  temperature: "A temperatura",
  stemChannels: "O número de canais da entrada da rede",
  networkStages: "O número de estágios",
  stageChannels: "O número de canais de um estágio",
  stageBlocks: "O número de blocos de um estágio",
  classes: "O número de classes",
  headLayers: "O número de camadas do classificador",
  headLayer: "Uma camada do classificador",
  headClasses: "O número de classes do classificador",
  headLength: "O comprimento do arquivo com as suas classes",
  linkLength: "O comprimento do link",
  nameLength: "O comprimento do nome",
  classNameLength: "O comprimento do nome de uma classe",
};

/** @satisfies {Partial<Table<Fault>>} */
export const faults = {
  cause: ({ cause }) => cause,
  missing: "está faltando",
  unreadable: ({ cause }) => `não dá para ler (${cause})`,
  checksum: "a soma de verificação não é a do manifesto",
  length: ({ got, expected }) => `tem ${got} bytes em vez de ${expected}`,
  noLandmarks: "não indica pesos para rostos já recortados",
  noPictureBase: "não indica uma rede para imagens inteiras",
  notMien: "não foi o Mien que gerou",
  otherVersion: "vem de outra versão do Mien; recarregue a página e tente de novo",
  cut: "uma parte sumiu ou mudou; talvez um aplicativo de mensagens tenha cortado",
  sameName: ({ name }) => `duas classes se chamam ${quoted(name)}`,
  notNumbers: "contém pesos que não são números",
};

/** @satisfies {Partial<Table<Bounds>>} */
export const bounds = {
  between: ({ from, to }) => `mas deve ficar entre ${from} e ${to}`,
  positive: "mas deve ficar acima de 0",
  ascending: "mas devem ser dois números, o menor primeiro",
  distinct: "mas devem ser cinco lugares diferentes",
};

/** @type {import("../speech.js").Sentences} */
export const sentences = {
  malformed: (file, what) => ({
    message: `${file} tem um defeito: ${what}`,
    hint: "Carregue de novo; se não adiantar, é preciso trocar o arquivo",
  }),
  mismatch: (what, expected, got) => ({ message: `${what} não combina: esperado ${expected}, recebido ${got}`, hint: "Use arquivos que foram feitos juntos" }),
  outdated: (name) => ({
    message: `${name ? quoted(name) : "Este conjunto de classes"} aprendeu com outra versão da rede; abra o projeto no estúdio e treine de novo`,
    hint: "Abra o projeto no estúdio e treine de novo",
  }),
  limit: (what, got, limit) => ({ message: `${what} é ${got}, ${limit}`, hint: "Escolha um valor dentro dos limites" }),
  unsupportedHint: "Use um arquivo de um tipo que possa ser lido",
  notFetched: (file, status) => ({
    message: `Não foi possível baixar ${file}${status ? ` (${status})` : ""}`,
    hint: "Verifique a conexão e tente de novo",
  }),
  damaged: (file) => ({ message: `${file}: arquivo danificado ou ausente`, hint: "Verifique a conexão e tente de novo" }),
  webPage: (file) => ({
    message: `O servidor enviou uma página da web no lugar de ${file}`,
    hint: "Copie a pasta inteira do Mien para o servidor e faça o servidor responder 404 onde não houver arquivo",
  }),
  policy: (word) => ({
    message: `A política de segurança de conteúdo da página proíbe algo de que o Mien precisa: ${word}`,
    hint: `Adicione ${word} à política`,
  }),
  noWorker: { message: "Isto não é um worker", hint: "" },
  noThread: (file) => ({
    message: `Não foi possível iniciar a thread de ${file}`,
    hint: "Copie a pasta do Mien para o site desta página e indique-a com o atributo base",
  }),
  picture: (cause) => ({ message: `O navegador não conseguiu ler a imagem: ${cause}`, hint: "Tente de novo ou use outra imagem" }),
  settingsHint: "Use os ajustes que a documentação indica",
  stopped: { message: "O treinamento foi interrompido antes de começar", hint: "Pressione Treinar de novo" },
  disposed: { message: "Este modelo foi descartado", hint: "Carregue-o de novo" },
  aborted: { message: "A operação foi cancelada", hint: "" },
  noise: {
    message: "Este navegador dá ruído no lugar dos pixels da imagem",
    hint: "Ele protege você de ser reconhecido por sites (resistFingerprinting). Permita que este site leia canvas, ou use outro navegador ou perfil",
  },
  memory: { message: "O navegador não tem mais memória para o Mien", hint: "Feche outras abas, ou use imagens menores ou menos de cada vez, e tente de novo" },
  wasmOff: {
    message: "O WebAssembly está desativado neste navegador",
    hint: "Permita-o neste site: o Modo de Isolamento e alguns navegadores voltados à privacidade têm uma exceção nas configurações do site",
  },
  tooOld: { message: "Este navegador é antigo demais", hint: "Use Chrome ou Edge 91, Firefox 114, Safari 16.4 ou mais recente" },
};
