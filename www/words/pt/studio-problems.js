// What can go wrong with the files that people teach with, in Portuguese (Brazilian), beside what problems.js says.
import { problemWords, saidBy, speech } from "../speech.js";
import { bounds, faults, quoted, sentences, subjects } from "./problems.js";

/** @typedef {import("../../types/rust.js").Bounds} Bounds */
/** @typedef {import("../../types/rust.js").Fault} Fault */
/** @typedef {import("../../types/rust.js").FileKind} FileKind */
/** @typedef {import("../../types/rust.js").Foreign} Foreign */
/** @typedef {import("../../types/rust.js").KnownFile} KnownFile */
/** @typedef {import("../../types/rust.js").Note} Note */
/** @typedef {import("../../types/rust.js").RowFault} RowFault */
/** @typedef {import("../../types/rust.js").Subject} Subject */
/**
 * @template {string | object} Value
 * @typedef {import("../speech.js").Table<Value>} Table
 */

const { counted } = speech("pt-BR");

/** @type {Table<Subject>} */
const allSubjects = {
  ...subjects,
  entry: ({ name }) => quoted(name),
  chosenFile: "O arquivo",
  zip: "O arquivo zip",
  table: "A tabela",
  project: "O projeto",
  model: "O modelo",
  modelWeights: "O arquivo com os pesos do modelo",
  modelMetadata: "O arquivo com os rótulos do modelo",
  modelLayers: "O número de camadas do modelo",
  modelChannels: "O número de cores que o modelo recebe",
  modelProducts: "O número de multiplicações para uma resposta do modelo",
  sampleNameLength: "O comprimento do nome de uma amostra",
  zipFiles: "O número de arquivos no arquivo zip",
  entrySize: ({ name }) => `O tamanho descompactado de ${quoted(name)}`,
  picturesSize: "O tamanho descompactado de todas as imagens",
  projectSize: "O tamanho descompactado do projeto",
  projectFormat: "O formato do projeto",
  samples: "O número de amostras",
  sampleFaces: "O comprimento dos rostos das amostras",
  samplePictures: "A imagem de uma amostra",
  sampleFace: "O lado do rosto de uma amostra",
  precroppedSide: "O lado de um rosto",
  epochs: "O número de épocas",
  batchSize: "O tamanho do lote",
  learningRate: "A taxa de aprendizado",
  hiddenUnits: "O número de unidades ocultas",
  validationShare: "A parcela separada para verificação",
  patience: "O número de épocas sem melhora",
  embedding: "O comprimento de um embedding",
  exampleClass: "A classe de um exemplo",
  samplesOfClass: ({ class: which }) => `O número de amostras da classe ${which}`,
};

/** @type {Table<Fault>} */
const allFaults = {
  ...faults,
  empty: "não há nada dentro",
  nothingWhole: "nada ali está inteiro",
  noEntry: ({ index }) => `não tem a entrada ${index}`,
  misplaced: "não está onde deveria",
  endMissing: "falta o final",
  changed: "os bytes não são os que foram compactados",
  placeUnclear: "o lugar dentro do arquivo zip não está claro",
  samePath: ({ path }) => `duas imagens têm o caminho ${quoted(path)}`,
  badPath: ({ path }) => `${quoted(path)} não é lugar para uma imagem`,
  sameClassId: ({ id }) => `duas classes têm o id ${id}`,
  sameSampleId: ({ id }) => `duas amostras têm o id ${id}`,
  noSuchClass: ({ sample, class: which }) => `a amostra ${sample} é da classe ${which}, que está faltando`,
  noPicturesEither: "não dá para ler, e não há imagens",
  unknownLayer: ({ layer, kind }) => `a camada ${quoted(layer)} é de um tipo desconhecido: ${kind}`,
  layerSetting: ({ layer, setting }) => `na camada ${quoted(layer)}, ${setting} está faltando ou não pode ser usado`,
  layerMisfit: ({ layer, weights }) => `a camada ${quoted(layer)} não combina com a entrada${weights.length > 0 ? ` ou com os pesos (${weights.join(" × ")})` : ""}`,
  unknownNumbers: ({ weight, kind }) => `os pesos ${quoted(weight)} são de um tipo desconhecido: ${kind}`,
  endlessLine: "a primeira linha não termina",
};

/** @type {Table<Bounds>} */
const allBounds = {
  ...bounds,
  atLeast: ({ least }) => `mas deve ser pelo menos ${least}`,
  mebibytes: ({ mib }) => `mas deve ser no máximo ${mib} MiB`,
  promised: ({ bytes }) => `mas só foram prometidos ${bytes} bytes`,
};

/** @type {Record<FileKind, string>} */
const fileKinds = {
  pdf: "um documento PDF",
  jpeg: "uma imagem JPEG",
  png: "uma imagem PNG",
  gif: "uma imagem GIF",
  rar: "um arquivo RAR",
  sevenZip: "um arquivo 7-Zip",
  gzip: "um arquivo gzip",
  tar: "um arquivo tar",
  zip: "um arquivo zip",
  spreadsheet: "uma planilha",
  parquet: "um arquivo Parquet",
  webPage: "uma página da web",
  json: "um arquivo JSON",
  other: "de outro tipo",
};

/** What a file is that somebody opened as a model, and where it belongs. @type {(value: KnownFile) => string} */
const knownFile = saidBy({
  project: "Este arquivo é um projeto: abra-o no estúdio, com “Abrir arquivo de projeto”",
  teachableProject: "Este arquivo é um projeto do Teachable Machine: abra-o no estúdio, com “Abrir arquivo de projeto”",
  bundle: "Este arquivo é um pacote para uma página da web: descompacte-o e abra o index.html dele",
  head: "Este é um arquivo com as suas classes: uma página o usa com <mien-camera src>",
  pictures: "Estas são imagens: abra-as com “Foto ou vídeo”",
  weights: "Estes são só os pesos de um modelo: escolha junto o model.json deles, ou o arquivo zip em que vieram",
  other: "Este não é um modelo que possa ser lido: escolha um modelo exportado do Teachable Machine, o arquivo zip ou todos os arquivos dele",
});

/** @type {Table<Foreign>} */
const foreign = {
  encrypted: ({ name }) => `${quoted(name)} está criptografado, mas só é possível ler arquivos zip sem senha`,
  compression: ({ name }) => `${quoted(name)} está compactado de um jeito incomum, mas só é possível ler arquivos zip comuns (deflate)`,
  noZip: ({ file }) => `O arquivo é ${fileKinds[file]}, mas só é possível ler arquivos zip`,
  noTable: ({ file }) => `O arquivo é ${fileKinds[file]}: escolha um arquivo csv, como fer2013.csv`,
  otherTable: ({ file }) => `O arquivo é ${fileKinds[file]}: salve ou exporte como CSV e escolha o resultado`,
  packedTable: ({ file }) => `O arquivo é ${fileKinds[file]}: descompacte e escolha o arquivo csv que está dentro`,
  noTableInside: ({ file }) => `O arquivo é ${fileKinds[file]} em que nenhum csv tem uma coluna “pixels”`,
  noPixels: ({ found }) => `A tabela não tem a coluna “pixels”, só ${found.map(quoted).join(", ")}; uma tabela de rostos tem as colunas “emotion” e “pixels”, como fer2013.csv`,
  noLabels: ({ found }) => `A tabela não tem rótulos: ao lado de ${found.map(quoted).join(", ")} falta a coluna “emotion”. Escolha o arquivo que a tem`,
  model: "O arquivo é um modelo treinado: abra-o na página do reconhecedor, com “Abrir um modelo”",
  noModel: ({ file }) => knownFile(file),
  noPictures: "O arquivo é um zip sem imagens, mas só é possível ler imagens e arquivos de projeto",
  otherProject: ({ project }) => `O arquivo é um projeto do Teachable Machine do tipo ${project}, mas só é possível ler projetos de imagem`,
  version: ({ version, newest }) => `O projeto é da versão ${version}, feita por outro Mien, mas só é possível ler versões até ${newest}`,
};

export const problem = problemWords({ subjects: allSubjects, faults: allFaults, bounds: allBounds, foreign, sentences });

/** @type {(value: RowFault) => string} */
const rowFault = saidBy({
  tooLong: ({ kib }) => `tem mais de ${kib} KiB`,
  fields: ({ got, expected }) => `número de campos: ${got} em vez de ${expected}`,
  label: ({ text, last }) => `o rótulo ${quoted(text)} não é nem um número de 0 a ${last} nem o nome em inglês de uma expressão, como “happy”`,
  pixel: ({ text }) => `o pixel ${quoted(text)} não é um número inteiro de 0 a 255`,
  pixels: ({ got, expected }) => `número de pixels: ${got} em vez de ${expected}`,
  zeroBytes: "contém bytes nulos, como os que uma cópia interrompida deixa; baixe o arquivo de novo",
});

/** What was passed over in a file. @type {(value: Note) => string} */
export const note = saidBy({
  cutOff: "O arquivo está cortado ou danificado: foi lido o que está inteiro nele",
  leadsOutside: ({ name }) => `${quoted(name)} ficou de fora: leva para fora da pasta`,
  leftOut: ({ error }) => `Ficou de fora: ${problem(error).message}`,
  hiddenFiles: ({ count }) => counted(count, { one: "# arquivo oculto ficou de fora", other: "# arquivos ocultos ficaram de fora" }),
  otherFiles: ({ count }) => counted(count, { one: "# arquivo que não é imagem ficou de fora", other: "# arquivos que não são imagens ficaram de fora" }),
  row: ({ row, fault }) => `Linha ${row}: ${rowFault(fault)}`,
  settingsLost: "As classes e os ajustes estão danificados: as classes foram tiradas das pastas das imagens",
  pictureLost: ({ error }) => `Uma imagem ficou de fora: ${problem(error).message}`,
  damaged: ({ error }) => problem(error).message,
  facesLost: ({ count }) => `Rostos recortados de novo das imagens: ${count}`,
});
