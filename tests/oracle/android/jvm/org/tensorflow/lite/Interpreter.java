package org.tensorflow.lite;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stands in for LiteRT's Interpreter for Android. The model is run by LiteRT itself, of the package for Python: run.py in a process of its own gets the
 * model and, for each run, the bytes of the input, and tells the bytes of the output. What is checked before and after is what LiteRT's own classes for
 * Java check (NativeInterpreterWrapper, TensorImpl). Of their methods there are `Interpreter(ByteBuffer)`, `run` from a ByteBuffer to an array, and `close`.
 *
 * <p>Where Python and run.py are is told by the properties litert.python and litert.run.
 */
public final class Interpreter implements AutoCloseable {
  private final Process process;
  private final DataOutputStream to;
  private final DataInputStream from;
  private final Tensor input;
  private final Tensor output;
  private boolean closed;

  private static final class Tensor {
    final String name;
    final String type;
    final int[] shape;

    Tensor(DataInputStream from) throws IOException {
      name = from.readUTF();
      type = from.readUTF();
      shape = new int[from.readInt()];
      for (int i = 0; i < shape.length; i++) shape[i] = from.readInt();
    }

    /** Of one value. */
    int size() {
      return type.equals("float32") ? Float.BYTES : 1;
    }

    int bytes() {
      return Arrays.stream(shape).reduce(size(), (a, b) -> a * b);
    }
  }

  public Interpreter(ByteBuffer model) {
    boolean direct = model != null && model.isDirect() && model.order() == ByteOrder.nativeOrder();
    if (!(model instanceof MappedByteBuffer) && !direct || model.capacity() == 0)
      throw new IllegalArgumentException("A model is a MappedByteBuffer, or a direct ByteBuffer of the native order");
    ByteBuffer whole = model.duplicate();
    whole.clear();
    byte[] bytes = new byte[whole.capacity()];
    whole.get(bytes);
    try {
      process = new ProcessBuilder(System.getProperty("litert.python"), System.getProperty("litert.run")).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      to = new DataOutputStream(process.getOutputStream());
      from = new DataInputStream(process.getInputStream());
      to.writeInt(bytes.length);
      to.write(bytes);
      to.flush();
      String problem = from.readUTF();
      if (!problem.isEmpty()) throw new IllegalArgumentException(problem);
      input = new Tensor(from);
      output = new Tensor(from);
    } catch (IOException e) {
      throw new IllegalStateException("LiteRT in Python does not answer", e);
    }
  }

  /** Runs the model: `from` is a ByteBuffer with as many bytes as its input has, `into` an array of the output's type and shape. */
  public void run(Object from, Object into) {
    if (closed) throw new IllegalStateException("The Interpreter has been closed");
    if (!(from instanceof ByteBuffer) || into instanceof Buffer) throw new UnsupportedOperationException("This Interpreter takes a ByteBuffer and fills an array");
    byte[] answer = ask(bytesOf((ByteBuffer) from));
    check(into);
    fill(into, ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder()));
  }

  /** What LiteRT reads: all of a direct buffer of the native order whatever its position is, and of others what is left in them. */
  private byte[] bytesOf(ByteBuffer buffer) {
    if (buffer.capacity() != input.bytes())
      throw new IllegalArgumentException("The tensor " + input.name + " has " + input.bytes() + " bytes, the buffer " + buffer.capacity());
    byte[] bytes = new byte[buffer.capacity()];
    if (buffer.isDirect() && buffer.order() == ByteOrder.nativeOrder()) {
      ByteBuffer whole = buffer.duplicate();
      whole.clear();
      whole.get(bytes);
    } else buffer.get(bytes, 0, buffer.remaining());
    return bytes;
  }

  private byte[] ask(byte[] bytes) {
    try {
      to.write(bytes);
      to.flush();
      byte[] answer = new byte[output.bytes()];
      from.readFully(answer);
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException("LiteRT in Python does not answer", e);
    }
  }

  private void check(Object array) {
    List<Integer> shape = new ArrayList<>();
    Class<?> type = array.getClass();
    for (Object inner = array; type.isArray(); type = type.getComponentType()) {
      int length = Array.getLength(inner);
      if (length == 0) throw new IllegalArgumentException("An array is empty");
      shape.add(length);
      inner = Array.get(inner, 0);
    }
    Class<?> expected = output.type.equals("float32") ? float.class : byte.class;
    if (type != expected) throw new IllegalArgumentException("The tensor " + output.name + " has the type " + output.type + ", the array " + type);
    int[] found = shape.stream().mapToInt(Integer::intValue).toArray();
    if (!Arrays.equals(found, output.shape))
      throw new IllegalArgumentException("The tensor " + output.name + " has the shape " + Arrays.toString(output.shape) + ", the array " + Arrays.toString(found));
  }

  private static void fill(Object array, ByteBuffer values) {
    if (array instanceof byte[]) values.get((byte[]) array);
    else if (array instanceof float[]) for (int i = 0; i < ((float[]) array).length; i++) ((float[]) array)[i] = values.getFloat();
    else for (Object inner : (Object[]) array) fill(inner, values);
  }

  @Override
  public void close() {
    closed = true;
    process.destroy();
  }
}
