package io.github.pathwhy.probe.web;

import io.github.pathwhy.probe.web.WebFault.Detail;
import io.github.pathwhy.probe.web.WebFault.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a server's certificate is worth: everything that is wrong with it, not only the first
/// thing.
final class CertificateJudge {
  private static final Duration SOON = Duration.ofDays(14);
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private final List<X509Certificate> chain;
  private final String host;
  private final WebRequest.Trust trust;
  private final Instant now;
  private final List<WebFault> faults = new ArrayList<>();
  private Optional<String> trustedBy = Optional.empty();
  private final List<String> lookups = new ArrayList<>();

  CertificateJudge(List<X509Certificate> chain, String host, WebRequest.Trust trust, Instant now) {
    this.chain = chain;
    this.host = host;
    this.trust = trust;
    this.now = now;
  }

  List<WebFault> faults() {
    return faults;
  }

  /** Who vouches for it; after {@link #judge}. */
  Optional<String> trustedBy() {
    return trustedBy;
  }

  /** Whether it was looked up among revoked ones, and what was found; after {@link #judge}. */
  String revocation() {
    return lookups.isEmpty() ? "not looked up" : String.join("; ", lookups);
  }

  /// Judges.
  ///
  /// @param stapled OCSP responses that the server sent along
  void judge(List<byte[]> stapled) {
    if (chain.isEmpty()) {
      add(Kind.CERTIFICATE_INVALID, "the server sent no certificate");
      return;
    }
    dates();
    name();
    Optional<X509Certificate> issuer = path();
    issuer.ifPresent(by -> revocation(by, stapled));
  }

  private X509Certificate leaf() {
    return chain.getFirst();
  }

  private void add(Kind kind, String words, Detail... details) {
    faults.add(WebFault.of(kind, words, details));
  }

  // ---- dates and names ----

  private void dates() {
    for (X509Certificate certificate : chain) {
      Instant from = certificate.getNotBefore().toInstant();
      Instant to = certificate.getNotAfter().toInstant();
      String whose =
          certificate.equals(leaf())
              ? "the certificate"
              : "the certificate of " + subject(certificate);
      if (now.isAfter(to)) {
        add(
            Kind.CERTIFICATE_EXPIRED,
            whose + " expired " + to,
            new Detail("NotAfter", to.toString()));
      } else if (now.isBefore(from)) {
        add(
            Kind.CERTIFICATE_NOT_YET_VALID,
            whose + " is valid from " + from + " on only",
            new Detail("NotBefore", from.toString()));
      } else if (certificate.equals(leaf()) && now.plus(SOON).isAfter(to)) {
        long days = Duration.between(now, to).toDays();
        add(
            Kind.CERTIFICATE_EXPIRES_SOON,
            whose + " expires in " + days + " days",
            new Detail("NotAfter", to.toString()));
      }
    }
  }

  private void name() {
    CertificateNames names = CertificateNames.of(leaf());
    if (!names.match(host)) {
      add(
          Kind.NAME_MISMATCH,
          "the certificate is not for " + host + ", but for " + names.text(),
          new Detail("Expected", host),
          new Detail("Actual", names.text()));
    }
  }

  static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  // ---- the path to a root ----

  /** Finds who vouches; the result is the issuer of the server's certificate. */
  private Optional<X509Certificate> path() {
    String failure = "";
    for (RootStore store : RootStore.in(trust.caFile())) {
      Set<X509Certificate> roots;
      try {
        roots = store.roots();
      } catch (IOException | GeneralSecurityException e) {
        failure = store.name() + ": " + e.getMessage();
        continue;
      }
      if (roots.isEmpty()) {
        continue;
      }
      try {
        Optional<X509Certificate> issuer = build(roots);
        trustedBy = Optional.of(store.name());
        return issuer;
      } catch (GeneralSecurityException e) {
        failure = String.valueOf(e.getMessage());
      }
    }
    untrusted(failure);
    return chain.size() > 1 ? Optional.of(chain.get(1)) : Optional.empty();
  }

  private Optional<X509Certificate> build(Set<X509Certificate> roots)
      throws GeneralSecurityException {
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(leaf());
    Set<TrustAnchor> anchors =
        roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
    parameters.setRevocationEnabled(false);
    // Dates are judged apart: an expired certificate of a known root is only expired.
    parameters.setDate(Date.from(within()));
    PKIXCertPathBuilderResult result =
        (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
    if (result.getCertPath().getCertificates().size() > 1) {
      return Optional.of((X509Certificate) result.getCertPath().getCertificates().get(1));
    }
    return Optional.ofNullable(result.getTrustAnchor().getTrustedCert());
  }

  /** A moment at which the certificate is valid, now if it is. */
  private Instant within() {
    Instant from = leaf().getNotBefore().toInstant();
    Instant to = leaf().getNotAfter().toInstant();
    return now.isAfter(to) ? to.minusSeconds(1) : now.isBefore(from) ? from.plusSeconds(1) : now;
  }

  private void untrusted(String failure) {
    if (isSelfSigned(leaf())) {
      add(
          Kind.SELF_SIGNED,
          "the certificate is signed by itself",
          new Detail("Issuer", leaf().getIssuerX500Principal().getName()));
      return;
    }
    X509Certificate last = chain.getLast();
    String root = last.getIssuerX500Principal().getName();
    add(
        Kind.UNKNOWN_ROOT,
        isSelfSigned(last)
            ? "the root " + root + " is not known here"
            : "no known root leads to the certificate: its issuer " + root + " is missing",
        new Detail("Issuer", root),
        new Detail("Reason", failure));
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  // ---- revocation ----

  private void revocation(X509Certificate issuer, List<byte[]> stapled) {
    trust.crlFile().ifPresent(file -> list(file, issuer));
    if (trust.ocspFile().isPresent()) {
      try {
        ocsp(issuer, read(trust.ocspFile().get()), "the given OCSP response");
      } catch (IOException e) {
        unknown("the OCSP response cannot be read: " + reason(e));
        lookups.add("the given OCSP response cannot be read");
      }
    } else if (!stapled.isEmpty() && stapled.getFirst().length > 0) {
      ocsp(issuer, stapled.getFirst(), "the OCSP response that the server sent along");
    }
    if (trust.crlFile().isEmpty() && lookups.isEmpty()) {
      lookups.add(
          "not looked up: no list and no OCSP response was given, and the server sent none along");
    }
  }

  private void ocsp(X509Certificate issuer, byte[] response, String which) {
    Optional<WebFault> fault = OcspCheck.run(leaf(), issuer, response, which, within());
    fault.ifPresent(faults::add);
    lookups.add(
        fault.isEmpty()
            ? "not revoked, by " + which
            : fault.get().kind() == Kind.REVOKED ? "revoked, by " + which : which + " cannot tell");
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException missing
        ? missing.getFile() + " is not there"
        : String.valueOf(e.getMessage());
  }

  private void list(Path file, X509Certificate issuer) {
    try {
      Collection<? extends CRL> lists =
          CertificateFactory.getInstance("X.509")
              .generateCRLs(new ByteArrayInputStream(read(file)));
      for (CRL each : lists) {
        if (each instanceof X509CRL crl
            && crl.getIssuerX500Principal().equals(leaf().getIssuerX500Principal())) {
          crl.verify(issuer.getPublicKey());
          if (crl.isRevoked(leaf())) {
            add(
                Kind.REVOKED,
                "the certificate is revoked, by the list of "
                    + crl.getIssuerX500Principal().getName(),
                new Detail("SerialNumber", leaf().getSerialNumber().toString(16)));
            lookups.add("revoked, by the given list");
          } else if (crl.getNextUpdate() != null && now.isAfter(crl.getNextUpdate().toInstant())) {
            unknown("the list of revoked certificates is out of date");
            lookups.add("the given list is out of date");
          } else {
            lookups.add("not revoked, by the given list");
          }
          return;
        }
      }
      unknown("the list of revoked certificates is not of this issuer");
      lookups.add("the given list is of another issuer");
    } catch (IOException e) {
      unknown("the list of revoked certificates cannot be read: " + reason(e));
      lookups.add("the given list cannot be read");
    } catch (GeneralSecurityException e) {
      unknown("the list of revoked certificates cannot be used: " + e.getMessage());
      lookups.add("the given list cannot be used");
    }
  }

  private void unknown(String words) {
    add(Kind.REVOCATION_UNKNOWN, words);
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is larger than 16 MiB");
    }
    return Files.readAllBytes(file);
  }
}
