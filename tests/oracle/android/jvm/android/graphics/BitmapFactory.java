package android.graphics;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Stands in for Android's BitmapFactory, with Java's decoders of PNG and JPEG. Only a PNG has the same pixels everywhere: decoders of JPEG round differently. */
public class BitmapFactory {
  /** The picture, or null where there is none, as Android has it. */
  public static Bitmap decodeFile(String path) {
    BufferedImage image;
    try {
      image = ImageIO.read(new File(path));
    } catch (IOException e) {
      return null;
    }
    if (image == null) return null;
    if (image.getRaster().getTransferType() != DataBuffer.TYPE_BYTE && image.getRaster().getTransferType() != DataBuffer.TYPE_INT)
      throw new UnsupportedOperationException(path + ": more than 8 bits a channel");
    int width = image.getWidth();
    int height = image.getHeight();
    int[] colors = image.getRGB(0, 0, width, height, null, 0, width);
    // Java takes grey for linear light and would make it brighter: the values as they are in the file.
    int bands = image.getRaster().getNumBands();
    if (bands < 3 && !(image.getColorModel() instanceof IndexColorModel)) {
      int[] greys = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
      for (int i = 0; i < greys.length; i++) colors[i] = (colors[i] & 0xff000000) | greys[i] * 0x010101;
    }
    return new Bitmap(width, height, colors);
  }
}
