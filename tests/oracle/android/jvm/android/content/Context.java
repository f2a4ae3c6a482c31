package android.content;

import android.content.res.AssetManager;

/** Stands in for Android's Context, of which only the app's assets are asked. Abstract as there: who runs an app brings one. */
public abstract class Context {
  public abstract AssetManager getAssets();
}
