package io.github.pathwhy.load.template.function;

import io.github.pathwhy.load.template.value.Arguments;
import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.net.IpAddress;
import io.github.pathwhy.net.IpVersion;
import io.github.pathwhy.net.Prefix;
import io.github.pathwhy.text.Tree;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Functions about CIDR blocks (`template-functions-cidr`). */
final class AddressFunctions {
  private AddressFunctions() {}

  static @Nullable Tree call(String name, Arguments call) {
    return switch (name) {
      case "parsecidr" -> parse(call.expect(1, 1));
      case "cidrsubnet" -> subnet(call.expect(3, 3));
      case "cidrhost" -> host(call.expect(2, 2));
      default -> null;
    };
  }

  /** The block; host bits may be set, as Azure allows. */
  private static Prefix block(Arguments call) {
    String text = call.text(0);
    int slash = text.indexOf('/');
    IpAddress address =
        IpAddress.parse(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(() -> call.wrong(call.get(0), 0, "a block such as 10.0.0.0/16"));
    int bits = address.version().bits();
    try {
      int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (length >= 0 && length <= bits) {
        return Prefix.containing(address, length);
      }
    } catch (NumberFormatException _) {
      throw call.wrong(call.get(0), 0, "a block such as 10.0.0.0/16");
    }
    throw call.wrong(call.get(0), 0, "a block such as 10.0.0.0/16");
  }

  private static BigInteger number(IpAddress address) {
    return switch (address) {
      case IpAddress.V4(int bits) -> BigInteger.valueOf(Integer.toUnsignedLong(bits));
      case IpAddress.V6(long high, long low) -> unsigned(high).shiftLeft(64).or(unsigned(low));
    };
  }

  private static BigInteger unsigned(long bits) {
    return BigInteger.valueOf(bits).and(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE));
  }

  private static IpAddress address(BigInteger number, IpVersion version) {
    return version == IpVersion.V4
        ? new IpAddress.V4(number.intValue())
        : new IpAddress.V6(number.shiftRight(64).longValue(), number.longValue());
  }

  private static Tree parse(Arguments call) {
    Prefix block = block(call);
    Tree.Mapping parsed = new Tree.Mapping(call.at());
    BigInteger first = number(block.address());
    BigInteger last = number(block.last());
    IpVersion version = block.version();
    boolean v4 = version == IpVersion.V4;
    boolean narrow = block.length() >= version.bits() - 1;
    BigInteger inside = v4 && !narrow ? BigInteger.ONE : BigInteger.ZERO;
    put(parsed, "network", block.address().toString(), call);
    if (v4) {
      put(parsed, "netmask", netmask(block), call);
      put(parsed, "broadcast", block.last().toString(), call);
    }
    put(parsed, "firstUsable", address(first.add(inside), version).toString(), call);
    put(parsed, "lastUsable", address(last.subtract(inside), version).toString(), call);
    parsed.add(new Tree.Entry("cidr", call.at(), call.result(block.length())));
    return parsed;
  }

  private static String netmask(Prefix block) {
    return new IpAddress.V4(block.length() == 0 ? 0 : -1 << (32 - block.length())).toString();
  }

  private static void put(Tree.Mapping object, String key, String value, Arguments call) {
    object.add(new Tree.Entry(key, call.at(), Values.text(value, call.at())));
  }

  private static Tree subnet(Arguments call) {
    Prefix block = block(call);
    long length = call.integer(1);
    long index = call.integer(2);
    int bits = block.version().bits();
    if (length < block.length() || length > bits) {
      throw new Failure(
          "cidrSubnet() of /" + length + " in " + block,
          "allowed: " + block.length() + " to " + bits);
    }
    int free = (int) length - block.length();
    if (index < 0 || BigInteger.valueOf(index).bitLength() > free) {
      throw new Failure(
          "cidrSubnet() number " + index + " of /" + length + " in " + block,
          "there are not as many");
    }
    BigInteger start =
        number(block.address()).add(BigInteger.valueOf(index).shiftLeft(bits - (int) length));
    return call.result(address(start, block.version()) + "/" + length);
  }

  /** The address of a host: for IPv4, 0 is the first usable one. */
  private static Tree host(Arguments call) {
    Prefix block = block(call);
    long index = call.integer(1);
    boolean shifted =
        block.version() == IpVersion.V4 && block.length() < block.version().bits() - 1;
    BigInteger found = number(block.address()).add(BigInteger.valueOf(shifted ? index + 1 : index));
    if (index < 0 || found.compareTo(number(block.last())) > 0) {
      throw new Failure("cidrHost() number " + index + " of " + block, "there are not as many");
    }
    return call.result(address(found, block.version()).toString());
  }
}
