package io.github.pathwhy.probe.web;

import io.github.pathwhy.probe.web.WebFault.Kind;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Judges a certificate by an OCSP response (RFC 6960) that is there already; asks nobody for one.
final class OcspCheck {
  /** Nobody: should Java ever want to ask, it gets no further than this machine. */
  private static final URI NOBODY = URI.create("http://127.0.0.1:1/");

  private OcspCheck() {}

  /// What a response says against the certificate; empty when it vouches for it.
  ///
  /// @param which whose response it is, in words
  static Optional<WebFault> run(
      X509Certificate certificate,
      X509Certificate issuer,
      byte[] response,
      String which,
      Instant when) {
    try {
      CertPathValidator validator = CertPathValidator.getInstance("PKIX");
      PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
      checker.setOcspResponses(Map.of(certificate, response));
      checker.setOcspResponder(NOBODY);
      checker.setOptions(EnumSet.of(Option.ONLY_END_ENTITY, Option.NO_FALLBACK));
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(issuer, null)));
      parameters.addCertPathChecker(checker);
      parameters.setDate(Date.from(when));
      CertPath path =
          CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
      validator.validate(path, parameters);
      return Optional.empty();
    } catch (CertPathValidatorException e) {
      return Optional.of(
          e.getReason() == CertPathValidatorException.BasicReason.REVOKED
              ? WebFault.of(Kind.REVOKED, "the certificate is revoked, by " + which)
              : WebFault.of(
                  Kind.REVOCATION_UNKNOWN,
                  which + " does not vouch for the certificate: " + e.getMessage()));
    } catch (GeneralSecurityException e) {
      return Optional.of(
          WebFault.of(Kind.REVOCATION_UNKNOWN, which + " cannot be used: " + e.getMessage()));
    }
  }
}
