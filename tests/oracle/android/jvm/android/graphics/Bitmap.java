package android.graphics;

import java.awt.image.BufferedImage;

/**
 * Stands in for Android's Bitmap of configuration ARGB_8888, over Java's BufferedImage. Pixels are kept multiplied by their opacity, as there, and told
 * without it. Not stood in for: bitmaps of the hardware, whose pixels Android does not tell (IllegalStateException).
 */
public final class Bitmap {
  private final BufferedImage image;

  /** Takes ARGB values that are not multiplied by their opacity. */
  Bitmap(int width, int height, int[] colors) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
    image.setRGB(0, 0, width, height, colors, 0, width);
  }

  public int getWidth() {
    return image.getWidth();
  }

  public int getHeight() {
    return image.getHeight();
  }

  public int getPixel(int x, int y) {
    int[] pixel = new int[1];
    getPixels(pixel, 0, 1, x, y, 1, 1);
    return pixel[0];
  }

  public void getPixels(int[] pixels, int offset, int stride, int x, int y, int width, int height) {
    if (width == 0 || height == 0) return;
    if (x < 0 || y < 0 || width < 0 || height < 0) throw new IllegalArgumentException("x, y, width and height must be >= 0");
    if (x + width > getWidth()) throw new IllegalArgumentException("x + width must be <= bitmap.width()");
    if (y + height > getHeight()) throw new IllegalArgumentException("y + height must be <= bitmap.height()");
    if (Math.abs(stride) < width) throw new IllegalArgumentException("abs(stride) must be >= width");
    int last = offset + (height - 1) * stride;
    if (offset < 0 || offset + width > pixels.length || last < 0 || last + width > pixels.length) throw new ArrayIndexOutOfBoundsException();
    image.getRGB(x, y, width, height, pixels, offset, stride);
  }
}
