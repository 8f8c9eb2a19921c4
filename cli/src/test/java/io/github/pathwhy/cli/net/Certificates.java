package io.github.pathwhy.cli.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Writes certificates and what belongs to them into a folder.
///
/// - `ca.pem`, `ca-key.pem`: the authority, `crl.pem`: what it has revoked, `index.txt`: what it
///   has issued, for an OCSP responder
/// - `good.p12`, `expired.p12`, `not-yet-valid.p12`, `wrong-name.p12`, `revoked.p12`,
///   `unknown-root.p12`, `self-signed.p12`: servers' {@link KeyStores}, all but one for
///   `www.lab.test` and the destination's addresses; two of them as `good.pem`, `good-key.pem`,
///   `revoked.pem`, `revoked-key.pem` as well
/// - `trust.p12`: the authority, for servers that ask for a client's certificate
/// - `client.pem`, `client-key.pem`, `client.p12`: such a client's
final class Certificates {
  private static final BigInteger REVOKED = BigInteger.valueOf(666);
  private static final Duration DAY = Duration.ofDays(1);
  private static final String NAME = "www.lab.test";

  private final Instant now = Instant.now();
  private final Identity root;

  /** A key with its certificate. */
  private record Identity(PrivateKey key, X509Certificate certificate) {}

  private Certificates() throws GeneralSecurityException, IOException, OperatorCreationException {
    this.root = authority("Lab Root");
  }

  /** Makes a new authority and all files. */
  static void write(Path folder) {
    try {
      new Certificates().all(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void all(Path folder)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    Map<String, Identity> servers =
        Map.of(
            "good", leaf(NAME, BigInteger.TEN, root, -30, 300),
            "expired", leaf(NAME, BigInteger.TEN, root, -30, -1),
            "not-yet-valid", leaf(NAME, BigInteger.TEN, root, 1, 30),
            "wrong-name", leaf("other.lab.test", BigInteger.TEN, root, -30, 300),
            "revoked", leaf(NAME, REVOKED, root, -30, 300),
            "unknown-root", leaf(NAME, BigInteger.TEN, authority("Unknown Root"), -30, 300),
            "self-signed", leaf(NAME, BigInteger.TEN, null, -30, 300));
    for (Map.Entry<String, Identity> server : servers.entrySet()) {
      Identity identity = server.getValue();
      KeyStores.write(folder, server.getKey(), identity.key, identity.certificate);
    }
    for (String name : List.of("good", "revoked")) {
      Identity identity = servers.get(name);
      pem(folder, name, "CERTIFICATE", identity.certificate.getEncoded());
      pem(folder, name + "-key", "PRIVATE KEY", identity.key.getEncoded());
    }
    KeyStores.write(folder, "trust", root.certificate);
    pem(folder, "ca-key", "PRIVATE KEY", root.key.getEncoded());
    Files.writeString(folder.resolve("index.txt"), issued(servers.get("revoked").certificate));
    pem(folder, "ca", "CERTIFICATE", root.certificate.getEncoded());
    pem(folder, "crl", "X509 CRL", revocations());
    Identity client = leaf("client", BigInteger.TWO, root, -1, 30);
    KeyStores.write(folder, "client", client.key, client.certificate);
    pem(folder, "client", "CERTIFICATE", client.certificate.getEncoded());
    pem(folder, "client-key", "PRIVATE KEY", client.key.getEncoded());
  }

  private Identity leaf(String name, BigInteger serial, Identity by, int fromDay, int toDay)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPair pair = keys();
    X500Name subject = new X500Name("CN=" + name);
    X500Name issuer =
        by == null ? subject : new X500Name(by.certificate.getSubjectX500Principal().getName());
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer, serial, day(fromDay), day(toDay), subject, pair.getPublic());
    List<GeneralName> names =
        name.startsWith("www.")
            ? List.of(
                new GeneralName(GeneralName.dNSName, name),
                new GeneralName(GeneralName.iPAddress, Network.DESTINATION),
                new GeneralName(GeneralName.iPAddress, Network.DESTINATION_V6))
            : List.of(new GeneralName(GeneralName.dNSName, name));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(names.toArray(GeneralName[]::new)));
    PrivateKey signer = by == null ? pair.getPrivate() : by.key;
    return new Identity(
        pair.getPrivate(),
        new JcaX509CertificateConverter().getCertificate(builder.build(signer(signer))));
  }

  private Identity authority(String name)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPair pair = keys();
    X500Name subject = new X500Name("CN=" + name);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject, BigInteger.ONE, day(-300), day(3000), subject, pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return new Identity(
        pair.getPrivate(),
        new JcaX509CertificateConverter().getCertificate(builder.build(signer(pair.getPrivate()))));
  }

  private byte[] revocations() throws IOException, OperatorCreationException {
    X509v2CRLBuilder builder =
        new X509v2CRLBuilder(
            new X500Name(root.certificate.getSubjectX500Principal().getName()), day(-1));
    builder.setNextUpdate(day(30));
    builder.addCRLEntry(REVOKED, day(-1), CRLReason.keyCompromise);
    return builder.build(signer(root.key)).getEncoded();
  }

  /** What the authority issued, as `openssl ca` writes it down: expiry, revocation, serial. */
  private String issued(X509Certificate revoked) {
    DateTimeFormatter form =
        DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    String expiry = form.format(revoked.getNotAfter().toInstant());
    return "V\t"
        + expiry
        + "\t\t0A\tunknown\t/CN="
        + NAME
        + "\nR\t"
        + expiry
        + "\t"
        + form.format(now.minus(DAY))
        + ",keyCompromise\t029A\tunknown\t/CN="
        + NAME
        + "\n";
  }

  private Date day(int days) {
    return Date.from(now.plus(DAY.multipliedBy(days)));
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static ContentSigner signer(PrivateKey key) throws OperatorCreationException {
    return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
  }

  private static void pem(Path folder, String name, String type, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        folder.resolve(name + ".pem"),
        "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
  }
}
