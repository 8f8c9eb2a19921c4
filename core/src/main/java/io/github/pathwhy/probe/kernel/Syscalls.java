package io.github.pathwhy.probe.kernel;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// System calls of Linux, all through libc's `syscall(2)`: one function of one shape, because the
/// JVM spends milliseconds on each new shape. Buffers are direct byte buffers, since reading
/// `MemorySegment`s goes through variable handles that are built at run time.
final class Syscalls {
  private static final int ERRNO_BYTES = 8;
  private static @Nullable MethodHandle linked;

  private final MethodHandle syscall;
  private final MemorySegment errnoSegment;
  private final ByteBuffer errno;
  private final Numbers numbers;

  /** The numbers of the calls, which differ by processor. */
  private record Numbers(
      int socket,
      int bind,
      int connect,
      int getsockname,
      int sendto,
      int recvfrom,
      int setsockopt,
      int getsockopt,
      int recvmsg,
      int close,
      int epollCreate1,
      int epollCtl,
      int epollPwait) {

    static final Numbers X86_64 = new Numbers(41, 49, 42, 51, 44, 45, 54, 55, 47, 3, 291, 233, 281);
    static final Numbers AARCH64 =
        new Numbers(198, 200, 203, 204, 206, 207, 208, 209, 212, 57, 20, 21, 22);
  }

  private Syscalls(MethodHandle syscall, Numbers numbers) {
    this.syscall = syscall;
    this.numbers = numbers;
    this.errno = memory(ERRNO_BYTES);
    this.errnoSegment = MemorySegment.ofBuffer(errno);
  }

  /** Whether the numbers for this processor are known. */
  static boolean knows(String architecture) {
    return architecture.equals("amd64") || architecture.equals("aarch64");
  }

  /** The calls of this machine; the JVM must allow native code. */
  static Syscalls open(String architecture) {
    return new Syscalls(link(), architecture.equals("amd64") ? Numbers.X86_64 : Numbers.AARCH64);
  }

  /// Makes the code that calls libc, once; and uses it once, for a call that does nothing, since
  /// the JVM makes a part of it only then.
  @SuppressWarnings("restricted")
  private static synchronized MethodHandle link() {
    if (linked == null) {
      Linker linker = Linker.nativeLinker();
      MemorySegment function = linker.defaultLookup().findOrThrow("syscall");
      ValueLayout word = ValueLayout.JAVA_LONG;
      MethodHandle handle =
          linker.downcallHandle(
              function,
              FunctionDescriptor.of(word, word, word, word, word, word, word, word),
              Linker.Option.firstVariadicArg(1),
              Linker.Option.captureCallState("errno"));
      new Syscalls(handle, Numbers.X86_64).call(-1, 0, 0, 0, 0, 0, 0);
      linked = handle;
    }
    return linked;
  }

  /** Zeroed memory outside the heap, in the machine's byte order. */
  static ByteBuffer memory(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** Where memory lies. */
  static long address(ByteBuffer memory) {
    return MemorySegment.ofBuffer(memory).address();
  }

  /** Negative for an error: minus its number. */
  private long call(long number, long a, long b, long c, long d, long e, long f) {
    long result;
    try {
      result = (long) syscall.invokeExact(errnoSegment, number, a, b, c, d, e, f);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
    return result == -1 ? -errno.getInt(0) : result;
  }

  int socket(int family, int type, int protocol) {
    return (int) call(numbers.socket, family, type, protocol, 0, 0, 0);
  }

  int bind(int socket, long address, int length) {
    return (int) call(numbers.bind, socket, address, length, 0, 0, 0);
  }

  int connect(int socket, long address, int length) {
    return (int) call(numbers.connect, socket, address, length, 0, 0, 0);
  }

  int getsockname(int socket, long address, long length) {
    return (int) call(numbers.getsockname, socket, address, length, 0, 0, 0);
  }

  int send(int socket, long data, int length, int flags) {
    return (int) call(numbers.sendto, socket, data, length, flags, 0, 0);
  }

  int setsockopt(int socket, int level, int name, long value, int length) {
    return (int) call(numbers.setsockopt, socket, level, name, value, length, 0);
  }

  int getsockopt(int socket, int level, int name, long value, long length) {
    return (int) call(numbers.getsockopt, socket, level, name, value, length, 0);
  }

  int recvmsg(int socket, long message, int flags) {
    return (int) call(numbers.recvmsg, socket, message, flags, 0, 0, 0);
  }

  int close(int descriptor) {
    return (int) call(numbers.close, descriptor, 0, 0, 0, 0, 0);
  }

  int epollCreate() {
    return (int) call(numbers.epollCreate1, Linux.EPOLL_CLOEXEC, 0, 0, 0, 0, 0);
  }

  int epollAdd(int epoll, int descriptor, long event) {
    return (int) call(numbers.epollCtl, epoll, Linux.EPOLL_CTL_ADD, descriptor, event, 0, 0);
  }

  int epollWait(int epoll, long events, int most, int millis) {
    return (int) call(numbers.epollPwait, epoll, events, most, millis, 0, 0);
  }
}
