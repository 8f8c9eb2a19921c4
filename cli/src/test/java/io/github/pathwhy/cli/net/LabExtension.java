package io.github.pathwhy.cli.net;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One {@link Lab} for all tests of a JVM; each test leaves it without faults. */
final class LabExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);
  private static final String REQUIRE = "PATHWHY_REQUIRE_NETWORK_TESTS";
  private static final List<String> MISSING = missing();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (MISSING.isEmpty()) {
      return ConditionEvaluationResult.enabled("network namespaces can be made");
    }
    String missing = "needs " + String.join(", ", MISSING);
    if (System.getenv(REQUIRE) != null) {
      throw new IllegalStateException(missing + ", and " + REQUIRE + " is set");
    }
    return ConditionEvaluationResult.disabled(missing);
  }

  private static List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!System.getProperty("os.name").equals("Linux")) {
      return List.of("Linux");
    }
    if (!System.getProperty("user.name").equals("root")) {
      return List.of("root");
    }
    for (String program : List.of("ip", "nft", "setpriv")) {
      if (!Commands.isThere(program)) {
        missing.add(program);
      }
    }
    if (missing.isEmpty() && !canMakeNamespaces()) {
      missing.add("network namespaces");
    }
    return missing;
  }

  private static boolean canMakeNamespaces() {
    String name = "pw" + ProcessHandle.current().pid() + "-try";
    boolean can = Commands.run(List.of("ip", "netns", "add", name), Map.of(), "").exit() == 0;
    if (can) {
      Commands.attempt("ip", "netns", "del", name);
    }
    return can && Files.exists(Path.of("/proc/sys/net/ipv6"));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Lab.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return lab(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    lab(context).faults().clear();
  }

  /** The lab; the store closes it when all tests have run, the hook when the JVM ends early. */
  private static Lab lab(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            Lab.class,
            type -> {
              Lab lab = Lab.open();
              Runtime.getRuntime().addShutdownHook(new Thread(lab::close));
              return lab;
            },
            Lab.class);
  }
}
