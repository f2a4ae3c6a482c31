package android.graphics;

/** Stands in for Android's Color: the parts of a packed ARGB value, 0 to 255. */
public class Color {
  public static int alpha(int color) {
    return color >>> 24;
  }

  public static int red(int color) {
    return (color >> 16) & 0xff;
  }

  public static int green(int color) {
    return (color >> 8) & 0xff;
  }

  public static int blue(int color) {
    return color & 0xff;
  }
}
