import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Replaces what the compiler leaves to the first run by plain methods, in the jars of the
/// distribution: the type tests of pattern switches, and `equals` and `hashCode` of records. The
/// JVM would generate classes for each of them at every start, and its AOT cache holds none of
/// these.
final class Desugar {
  private static final int FLAGS =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  private final ClassFile classFile;
  private final ClassModel model;
  private final ClassDesc owner;
  private final boolean isInterface;
  private final List<Consumer<ClassBuilder>> helpers = new ArrayList<>();

  private Desugar(ClassFile classFile, ClassModel model) {
    this.classFile = classFile;
    this.model = model;
    this.owner = model.thisClass().asSymbol();
    this.isInterface = model.flags().has(java.lang.reflect.AccessFlag.INTERFACE);
  }

  /** Copies a jar with its classes rewritten; `classPath` is for finding the types they use. */
  static void jar(Path source, Path target, List<Path> classPath, FileTime timestamp)
      throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : classPath) {
      urls.add(jar.toUri().toURL());
    }
    Files.createDirectories(target.getParent());
    try (URLClassLoader types = new URLClassLoader(urls.toArray(URL[]::new));
        JarFile jar = new JarFile(source.toFile());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(target))) {
      ClassFile classFile =
          ClassFile.of(
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(types)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        byte[] content;
        try (InputStream in = jar.getInputStream(entry)) {
          content = in.readAllBytes();
        }
        if (entry.getName().endsWith(".class") && !entry.getName().endsWith("-info.class")) {
          content = new Desugar(classFile, classFile.parse(content)).rewritten();
        }
        JarEntry copy = new JarEntry(entry.getName());
        copy.setLastModifiedTime(timestamp);
        out.putNextEntry(copy);
        out.write(content);
        out.closeEntry();
      }
    }
  }

  private byte[] rewritten() {
    CodeTransform code =
        (builder, element) -> {
          Optional<String> helper =
              element instanceof InvokeDynamicInstruction indy ? helper(indy) : Optional.empty();
          if (helper.isPresent()) {
            MethodTypeDesc type = ((InvokeDynamicInstruction) element).typeSymbol();
            builder.invokestatic(owner, helper.get(), type, isInterface);
          } else {
            builder.with(element);
          }
        };
    return classFile.transformClass(
        model,
        ClassTransform.transformingMethodBodies(code)
            .andThen(
                ClassTransform.endHandler(
                    builder -> helpers.forEach(helper -> helper.accept(builder)))));
  }

  /** The name of the method that stands in for a dynamic call, when there is one. */
  private Optional<String> helper(InvokeDynamicInstruction indy) {
    DirectMethodHandleDesc bootstrap = indy.bootstrapMethod();
    String factory = bootstrap.owner().displayName() + "." + bootstrap.methodName();
    List<ConstantDesc> arguments = indy.bootstrapArgs();
    Consumer<CodeBuilder> body;
    if (factory.equals("SwitchBootstraps.typeSwitch")
        && arguments.stream().allMatch(ClassDesc.class::isInstance)) {
      body = code -> typeSwitch(code, arguments.stream().map(ClassDesc.class::cast).toList());
    } else if (factory.equals("ObjectMethods.bootstrap")) {
      List<DirectMethodHandleDesc> fields =
          arguments.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
      switch (indy.name().stringValue()) {
        case "hashCode" -> body = code -> hashCode(code, fields);
        case "equals" -> body = code -> equals(code, fields);
        default -> {
          return Optional.empty();
        }
      }
    } else {
      return Optional.empty();
    }
    String name = "desugared$" + helpers.size();
    MethodTypeDesc type = indy.typeSymbol();
    helpers.add(builder -> builder.withMethodBody(name, type, FLAGS, body));
    return Optional.of(name);
  }

  /** `(target, restart)` to the index of the first label from `restart` on that fits. */
  private static void typeSwitch(CodeBuilder code, List<ClassDesc> labels) {
    Label present = code.newLabel();
    code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
    for (int i = 0; i < labels.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf(labels.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }

  /** 31 times the sum so far plus the component's hash, as the JDK does it. */
  private void hashCode(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    code.iconst_0();
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc type = field.invocationType().returnType();
      code.loadConstant(31).imul();
      code.aload(0).getfield(owner, field.methodName(), type);
      if (type.isPrimitive()) {
        code.invokestatic(box(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
      } else {
        code.invokestatic(
            OBJECTS, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object));
      }
      code.iadd();
    }
    code.ireturn();
  }

  private void equals(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    Label different = code.newLabel();
    code.aload(1).instanceOf(owner).ifeq(different);
    code.aload(1).checkcast(owner).astore(2);
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc type = field.invocationType().returnType();
      code.aload(0).getfield(owner, field.methodName(), type);
      code.aload(2).getfield(owner, field.methodName(), type);
      if (type.isPrimitive() && TypeKind.from(type).asLoadable() == TypeKind.INT) {
        code.if_icmpne(different);
      } else if (type.isPrimitive()) {
        code.invokestatic(box(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type))
            .ifne(different);
      } else {
        code.invokestatic(
                OBJECTS,
                "equals",
                MethodTypeDesc.of(
                    ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object))
            .ifeq(different);
      }
    }
    code.iconst_1().ireturn().labelBinding(different).iconst_0().ireturn();
  }

  private static ClassDesc box(ClassDesc primitive) {
    return switch (primitive.descriptorString()) {
      case "Z" -> ConstantDescs.CD_Boolean;
      case "B" -> ConstantDescs.CD_Byte;
      case "C" -> ConstantDescs.CD_Character;
      case "S" -> ConstantDescs.CD_Short;
      case "I" -> ConstantDescs.CD_Integer;
      case "J" -> ConstantDescs.CD_Long;
      case "F" -> ConstantDescs.CD_Float;
      default -> ConstantDescs.CD_Double;
    };
  }
}
