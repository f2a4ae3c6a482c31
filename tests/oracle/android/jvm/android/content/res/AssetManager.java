package android.content.res;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stands in for Android's AssetManager: assets are the files of a folder. */
public final class AssetManager implements AutoCloseable {
  private final File folder;

  /** Android has no such constructor: the folder is what stands in for the app. */
  public AssetManager(File folder) {
    this.folder = folder;
  }

  public InputStream open(String fileName) throws IOException {
    return new FileInputStream(new File(folder, fileName));
  }

  @Override
  public void close() {}
}
