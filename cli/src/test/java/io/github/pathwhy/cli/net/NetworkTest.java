package io.github.pathwhy.cli.net;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests with real packets in a {@link Lab}, which they take as a parameter. Without root or the
/// tools for it they are skipped; where {@code PATHWHY_REQUIRE_NETWORK_TESTS} is set, they fail.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LabExtension.class)
@interface NetworkTest {}
