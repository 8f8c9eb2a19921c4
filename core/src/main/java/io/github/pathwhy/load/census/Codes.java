package io.github.pathwhy.load.census;

import io.github.pathwhy.model.resource.Condition;
import io.github.pathwhy.model.resource.Role;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// The letters that stand for roles and conditions in the census: `a` is the first one that its
/// head names, and so on.
record Codes(List<Role> roles, List<Condition> conditions) {
  private static final String ROLES = "\n# roles ";
  private static final String CONDITIONS = "\n# conditions ";

  static Codes read(String text) {
    return new Codes(
        Arrays.stream(line(text, ROLES))
            .map(label -> find(Role.values(), Role::label, label))
            .toList(),
        Arrays.stream(line(text, CONDITIONS))
            .map(label -> find(Condition.values(), Condition::label, label))
            .toList());
  }

  private static String[] line(String text, String head) {
    int start = text.indexOf(head) + head.length();
    return text.substring(start, text.indexOf('\n', start)).split(" ", -1);
  }

  private static <T> T find(T[] all, Function<T, String> label, String wanted) {
    return Arrays.stream(all)
        .filter(each -> label.apply(each).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(wanted));
  }

  Role role(char letter) {
    return roles.get(letter - 'a');
  }

  Condition condition(char letter) {
    return conditions.get(letter - 'a');
  }
}
