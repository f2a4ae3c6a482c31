// What is drawn on the overlay.

/**
 * How opaque the overlay is, 0 to 255, at its most opaque within two pixels.
 * @param {import("./page.mjs").MienPage} page
 * @param {number} x CSS pixels of the stage
 * @param {number} y
 * @returns {Promise<number>}
 */
export function alphaAt(page, x, y) {
  return page.element("overlay").evaluate(
    (canvas, { x, y }) => {
      if (!(canvas instanceof HTMLCanvasElement)) return -1;
      const sharpness = canvas.width / canvas.clientWidth;
      const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(x * sharpness - 2, y * sharpness - 2, 4, 4);
      return Math.max(...data.filter((_, index) => index % 4 === 3));
    },
    { x, y },
  );
}
