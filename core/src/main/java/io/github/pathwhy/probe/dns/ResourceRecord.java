package io.github.pathwhy.probe.dns;

import io.github.pathwhy.net.IpAddress;
import java.util.Optional;

/// A record of an answer.
///
/// @param name whose record it is, without the last dot
/// @param type for example `MX`
/// @param ttl seconds that it may be remembered
/// @param data in the form of zone files, for example `10 mail.example.com.`; characters outside
///   ASCII are escapes, and what is longer than a screen is cut
/// @param address what the record says when it is an address
public record ResourceRecord(
    String name, String type, long ttl, String data, Optional<IpAddress> address) {}
