package io.github.pathwhy.report.live;

import java.util.AbstractList;
import java.util.function.IntFunction;

/// A list whose elements are made each time they are looked at: a scan may have a million answers,
/// and each is written once.
final class LazyList<T> extends AbstractList<T> {
  private final int size;
  private final IntFunction<T> element;

  LazyList(int size, IntFunction<T> element) {
    this.size = size;
    this.element = element;
  }

  @Override
  public T get(int index) {
    return element.apply(index);
  }

  @Override
  public int size() {
    return size;
  }
}
