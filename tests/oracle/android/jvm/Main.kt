// The app around a snippet: classifies a picture, and prints each class's probability and name.

import android.content.Context
import android.content.res.AssetManager
import android.graphics.BitmapFactory
import java.io.File
import java.io.PrintStream

private class App(private val folder: File) : Context() {
    override fun getAssets() = AssetManager(folder)
}

fun main(arguments: Array<String>) {
    val (folder, picture) = arguments
    val bitmap = BitmapFactory.decodeFile(picture) ?: throw IllegalArgumentException("$picture is no picture")
    val answer: Map<String, Float> = classify(App(File(folder)), bitmap)
    val out = PrintStream(System.out, true, "UTF-8")
    for ((label, probability) in answer) out.println("${probability.toDouble()} $label")
}
