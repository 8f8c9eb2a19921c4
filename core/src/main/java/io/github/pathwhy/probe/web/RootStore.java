package io.github.pathwhy.probe.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Certificates that are trusted by themselves: given ones, Java's, the system's. */
sealed interface RootStore {
  /** Where Linux distributions and BSDs keep their bundle. */
  List<Path> BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  /** What it is called in answers. */
  String name();

  Set<X509Certificate> roots() throws IOException, GeneralSecurityException;

  /** Those to be asked, in order; each is read only when those before do not help. */
  static List<RootStore> in(Optional<Path> caFile) {
    List<RootStore> stores = new ArrayList<>();
    caFile.ifPresent(file -> stores.add(new Bundle("given", file)));
    stores.add(new OfJava());
    for (Path bundle : BUNDLES) {
      if (Files.isReadable(bundle)) {
        stores.add(new Bundle("system", bundle));
        break;
      }
    }
    return stores;
  }

  /** Java's own. */
  record OfJava() implements RootStore {
    @Override
    public String name() {
      return "Java";
    }

    @Override
    public Set<X509Certificate> roots() throws GeneralSecurityException {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return Set.of(x509.getAcceptedIssuers());
        }
      }
      return Set.of();
    }
  }

  /** A file of certificates, PEM or DER. */
  record Bundle(String name, Path file) implements RootStore {
    @Override
    public Set<X509Certificate> roots() throws IOException, GeneralSecurityException {
      Set<X509Certificate> roots = new LinkedHashSet<>();
      try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
        for (Certificate each :
            CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
          if (each instanceof X509Certificate certificate) {
            roots.add(certificate);
          }
        }
      }
      return roots;
    }
  }
}
