import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;

/** Stands in for the command kotlinc, which compiles once and takes most of its time to start: its home, the class path, then each folder to compile and where to. */
public class Compile {
  public static void main(String[] arguments) {
    for (int i = 2; i < arguments.length; i += 2) {
      ExitCode code = new K2JVMCompiler().exec(System.err, "-Werror", "-no-reflect", "-kotlin-home", arguments[0], "-cp", arguments[1], "-d", arguments[i + 1], arguments[i]);
      if (code != ExitCode.OK) System.exit(code.getCode());
    }
  }
}
