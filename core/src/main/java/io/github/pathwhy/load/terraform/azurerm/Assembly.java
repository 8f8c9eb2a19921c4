package io.github.pathwhy.load.terraform.azurerm;

import io.github.pathwhy.load.declare.Coverage;
import io.github.pathwhy.load.form.Reading;
import io.github.pathwhy.load.terraform.plan.Document;
import io.github.pathwhy.load.terraform.plan.Instance;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The resources in ARM's form, by id, while their parts and associations are put into them. */
final class Assembly {
  private final Document document;
  private final Reading reading;
  private final Map<String, Made> made = new LinkedHashMap<>();

  private record Made(Arm arm, String address) {}

  Assembly(Document document, Reading reading) {
    this.document = document;
    this.reading = reading;
  }

  /** A new resource; nothing when there is one with this id. */
  @Nullable Arm add(Instance instance, String armType, String id) {
    Arm arm = new Arm(document, instance.at());
    if (made.putIfAbsent(key(id), new Made(arm, instance.address())) != null) {
      return null;
    }
    int slash = id.lastIndexOf('/');
    arm.set("type", armType, instance.at());
    arm.set("name", id.substring(slash + 1), instance.at());
    arm.set("id", id, instance.at());
    arm.set(Coverage.TERRAFORM_ADDRESS, instance.address(), instance.at());
    return arm;
  }

  /** The resource with an id. */
  @Nullable Arm find(String id) {
    Made known = made.get(key(id));
    return known == null ? null : known.arm();
  }

  /** Names an object that has no part in the answers. */
  void leaveOut(Instance instance, String why) {
    String address = instance.address();
    String one =
        instance.key() != null
                && address.endsWith("]")
                && address.lastIndexOf(instance.block()) >= 0
            ? address.substring(
                0, address.lastIndexOf(instance.block()) + instance.block().length())
            : address;
    reading.leaveOut(instance.at(), one, why);
  }

  /** Hands all resources over. */
  void finish() {
    made.values().forEach(each -> reading.resource(each.arm().mapping(), each.address()));
  }

  private static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }
}
