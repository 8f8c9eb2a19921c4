package io.github.pathwhy.cli.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;

/** Key stores in a folder, `NAME.p12`, all with the same password. */
final class KeyStores {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private KeyStores() {}

  static char[] password() {
    return PASSWORD.clone();
  }

  static KeyStore read(Path folder, String name) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  /** Writes a key with its certificate. */
  static void write(Path folder, String name, PrivateKey key, Certificate certificate)
      throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    store.setKeyEntry("key", key, PASSWORD, new Certificate[] {certificate});
    write(folder, name, store);
  }

  /** Writes a certificate to be trusted. */
  static void write(Path folder, String name, Certificate trusted)
      throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    store.setCertificateEntry("trusted", trusted);
    write(folder, name, store);
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static void write(Path folder, String name, KeyStore store)
      throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".p12"))) {
      store.store(out, PASSWORD);
    }
  }
}
