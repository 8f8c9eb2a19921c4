package io.github.pathwhy.load.template.function;

import io.github.pathwhy.text.Suggestion;
import java.util.List;

/** The functions of the template language, as they are spelled. */
public final class FunctionNames {
  private static final List<String> NAMES =
      List.of(
          "add",
          "and",
          "array",
          "base64",
          "base64ToJson",
          "base64ToString",
          "bool",
          "cidrHost",
          "cidrSubnet",
          "coalesce",
          "concat",
          "contains",
          "copyIndex",
          "createArray",
          "createObject",
          "dataUri",
          "dataUriToString",
          "dateTimeAdd",
          "dateTimeFromEpoch",
          "dateTimeToEpoch",
          "deployer",
          "deployment",
          "div",
          "empty",
          "endsWith",
          "environment",
          "equals",
          "extensionResourceId",
          "fail",
          "false",
          "filter",
          "first",
          "flatten",
          "float",
          "format",
          "greater",
          "greaterOrEquals",
          "groupBy",
          "guid",
          "if",
          "indexFromEnd",
          "indexOf",
          "int",
          "intersection",
          "items",
          "join",
          "json",
          "lambda",
          "lambdaVariables",
          "last",
          "lastIndexOf",
          "length",
          "less",
          "lessOrEquals",
          "listKeys",
          "managementGroup",
          "managementGroupResourceId",
          "map",
          "mapValues",
          "max",
          "min",
          "mod",
          "mul",
          "newGuid",
          "not",
          "null",
          "objectKeys",
          "or",
          "padLeft",
          "parameters",
          "parseCidr",
          "pickZones",
          "providers",
          "range",
          "reduce",
          "reference",
          "references",
          "replace",
          "resourceGroup",
          "resourceId",
          "shallowMerge",
          "skip",
          "sort",
          "split",
          "startsWith",
          "string",
          "sub",
          "subscription",
          "subscriptionResourceId",
          "substring",
          "take",
          "tenant",
          "tenantResourceId",
          "toLogicalZone",
          "toLogicalZones",
          "toLower",
          "toObject",
          "toPhysicalZone",
          "toPhysicalZones",
          "toUpper",
          "trim",
          "true",
          "tryGet",
          "tryIndexFromEnd",
          "union",
          "uniqueString",
          "uri",
          "uriComponent",
          "uriComponentToString",
          "utcNow",
          "variables");

  private FunctionNames() {}

  /** The usual spelling of a name, which ignores case. */
  public static String canonical(String name) {
    for (String each : NAMES) {
      if (each.equalsIgnoreCase(name)) {
        return each;
      }
    }
    return name;
  }

  /** `did you mean X?`, or an empty text. */
  public static String didYouMean(String name) {
    return Suggestion.didYouMean(name, NAMES);
  }
}
