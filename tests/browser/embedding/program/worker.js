// A worker of the page's own that recognises.
self.onmessage = async ({ data: host }) => {
  try {
    const { createRecognizer } = await import(`${host}/package/index.js`);
    const recognizer = await createRecognizer();
    const bitmap = await createImageBitmap(await (await fetch("photo.jpg")).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    const [{ label }] = await recognizer.recognize(canvas);
    recognizer.close();
    self.postMessage({ label });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
