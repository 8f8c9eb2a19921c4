package io.github.pathwhy.cli;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.serialization.BasicNodeReader;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The published JSON Schemas, and what a document does to violate them. */
final class Schemas {
  static final Schemas TOPOLOGY = new Schemas("topology.schema.json");
  static final Schemas DOCUMENTED = new Schemas("check-documented.schema.json");
  static final Schemas AZURE = new Schemas("check-azure.schema.json");
  static final Schemas TOPOLOGY_RESOURCES = new Schemas("topology-resources.schema.json");

  static final List<Schemas> ALL = List.of(TOPOLOGY, DOCUMENTED, AZURE, TOPOLOGY_RESOURCES);

  /** The schema of a command's answer. */
  static Schemas of(String command) {
    return new Schemas(command + ".schema.json");
  }

  private final JsonNode document;
  private final Schema schema;

  private Schemas(String name) {
    this.document = json(Repository.read(Repository.file("docs/schema/" + name)));
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(document);
  }

  /** What is wrong with a document in JSON. */
  List<String> violationsOfJson(String text) {
    return violationsOf(json(text));
  }

  /** What is wrong with a document in YAML. */
  List<String> violationsOfYaml(String text) {
    return violationsOf(yaml(text));
  }

  /** What is wrong with a document that is read already. */
  List<String> violationsOf(JsonNode node) {
    return schema.validate(node).stream().map(Error::toString).toList();
  }

  /** The schema itself. */
  JsonNode document() {
    return document;
  }

  static JsonNode json(String text) {
    return BasicNodeReader.getInstance().readTree(text, InputFormat.JSON);
  }

  static JsonNode yaml(String text) {
    return BasicNodeReader.getInstance().readTree(text, InputFormat.YAML);
  }
}
