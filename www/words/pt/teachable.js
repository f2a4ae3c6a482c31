// What scripts that were written for other libraries are told, in Portuguese (Brazilian).
export { problem } from "./studio-problems.js";

export const words = {
  noCamera: "Este navegador não oferece câmera a esta página. Abra-a com https ou em outro navegador",
  refusedCamera: "Não foi possível abrir a câmera: ela foi recusada ou não existe. Permita-a na barra de endereço e tente de novo",
  unnamed: (/** @type {number} */ number) => `Classe ${number}`,
  notTrained: "O modelo ainda não foi treinado: adicione exemplos e chame train",
  unknownPlace: (/** @type {string} */ place) => `Não é possível salvar um modelo em “${place}”: use downloads://name ou um handler com uma função save`,
  noPicture: "Não há imagem para classificar: forneça uma",
};
