package io.github.pathwhy.load.template.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pathwhy.load.template.value.Failure;
import io.github.pathwhy.load.template.value.Json;
import io.github.pathwhy.load.template.value.Values;
import io.github.pathwhy.text.Limits;
import io.github.pathwhy.text.Tree;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Expressions and what they come to, as JSON; unknown values as they are written. `unknown('x')`
/// is the unknown value `{x}`.
final class ExpressionTest {
  private static final long MEMORY = 1L << 30;

  private static Tree value(String text) {
    Evaluation evaluation = new Evaluation(new Limits(MEMORY));
    Environment environment =
        call ->
            switch (call.key()) {
              case "unknown" -> Tree.unknown("{" + call.text(0) + "}", 0);
              case "id" ->
                  Values.built(
                      "/subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/"
                          + "Microsoft.Network/virtualNetworks/"
                          + call.text(0),
                      true,
                      0);
              default -> null;
            };
    return new Evaluator(evaluation, environment).evaluate(Tree.text(text, 0));
  }

  private static String json(String text) {
    Tree value = value(text);
    return value instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.UNKNOWN
        ? "unknown " + scalar.text()
        : Json.write(value, 10_000);
  }

  private static Stream<Arguments> table(String rows) {
    return rows.lines()
        .filter(row -> !row.isBlank())
        .map(row -> {
          int arrow = row.lastIndexOf(" => ");
          return Arguments.of(row.substring(0, arrow).strip(), row.substring(arrow + 4).strip());
        });
  }

  static Stream<Arguments> syntax() {
    return table(
        """
        plain => "plain"
        [[not an expression] => "[not an expression]"
        [no end => "[no end"
        ['it''s'] => "it's"
        [ concat ( 'a' , 'b' ) ] => "ab"
        [CONCAT('a','b')] => "ab"
        [-5] => -5
        [createObject('a', createArray(1, 2)).a[1]] => 2
        [createObject('a', 1)['a']] => 1
        [createObject('Name', 1).name] => 1
        [createArray('x', 'y')[sub(2, 1)]] => "y"
        [createObject('a', 1).?b] => null
        [createObject('a', 1).?b.c.d] => null
        [createObject('a', 1)[?'b']] => null
        [createArray(1)[?3]] => null
        [null()] => null
        """);
  }

  @ParameterizedTest
  @MethodSource
  void syntax(String expression, String expected) {
    assertThat(json(expression)).isEqualTo(expected);
  }

  @Test
  void linesMayBreakBetweenTheParts() {
    assertThat(json("[concat(\n  'a',\r\n\t'b'\n)]")).isEqualTo("\"ab\"");
  }

  static Stream<Arguments> functions() {
    return table(
        """
        [concat('a', 1, true())] => "a1True"
        [concat(createArray(1), createArray(2, 3))] => [1,2,3]
        [format('{0}-{1:D3}-{2}', 'a', 7, true())] => "a-007-True"
        [format('{{{0}}}', 'a')] => "{a}"
        [format('{0,4}|{0,-4}|', 'ab')] => "  ab|ab  |"
        [format('{0:000}/{0:X}', 42)] => "042/2A"
        [toLower('AbC')] => "abc"
        [toUpper('AbC')] => "ABC"
        [trim('  a ')] => "a"
        [split('a,b;c', createArray(',', ';'))] => ["a","b","c"]
        [split('a,b', ',')] => ["a","b"]
        [join(createArray('a', 'b'), '-')] => "a-b"
        [replace('a-b-c', '-', '')] => "abc"
        [substring('hello', 1, 3)] => "ell"
        [substring('hello', 3)] => "lo"
        [padLeft('7', 3, '0')] => "007"
        [padLeft(7, 3)] => "  7"
        [startsWith('Hello', 'HE')] => true
        [endsWith('Hello', 'LO')] => true
        [indexOf('hello', 'L')] => 2
        [lastIndexOf('hello', 'L')] => 3
        [indexOf(createArray('a', 'b'), 'b')] => 1
        [string(createObject('a', createArray(1, 'x', null())))] => "{\\"a\\":[1,\\"x\\",null]}"
        [string(5)] => "5"
        [string(true())] => "True"
        [length('abc')] => 3
        [length(createArray(1, 2))] => 2
        [length(createObject('a', 1))] => 1
        [empty('')] => true
        [empty(null())] => true
        [empty(createArray())] => true
        [empty(createObject('a', 1))] => false
        [contains('Hello', 'ell')] => true
        [contains('Hello', 'ELL')] => false
        [contains(createArray('a', 2), 2)] => true
        [contains(createObject('Key', 1), 'key')] => true
        [first('abc')] => "a"
        [last(createArray(1, 2))] => 2
        [first(createArray())] => null
        [take('abc', 2)] => "ab"
        [take('abc', 9)] => "abc"
        [skip('abc', 2)] => "c"
        [take(createArray(1, 2, 3), 2)] => [1,2]
        [skip(createArray(1, 2, 3), 2)] => [3]
        [range(3, 3)] => [3,4,5]
        [array('a')] => ["a"]
        [array(createArray('a'))] => ["a"]
        [flatten(createArray(createArray(1), createArray(2, 3)))] => [1,2,3]
        [union(createArray(1, 2), createArray(2, 3))] => [1,2,3]
        [union(createObject('a', createObject('b', 1)), createObject('a', createObject('c', 2)))] => {"a":{"b":1,"c":2}}
        [shallowMerge(createArray(createObject('a', createObject('b', 1)), createObject('a', createObject('c', 2))))] => {"a":{"c":2}}
        [intersection(createArray(1, 2, 3), createArray(3, 2))] => [2,3]
        [intersection(createObject('a', 1, 'b', 2), createObject('a', 1, 'b', 3))] => {"a":1}
        [items(createObject('b', 2, 'a', 1))] => [{"key":"a","value":1},{"key":"b","value":2}]
        [objectKeys(createObject('b', 2, 'a', 1))] => ["a","b"]
        [tryGet(createObject('a', createObject('b', 1)), 'a', 'b')] => 1
        [tryGet(createObject('a', 1), 'x')] => null
        [tryGet(createArray('a', 'b'), 1)] => "b"
        [indexFromEnd(createArray(1, 2, 3), 1)] => 3
        [tryIndexFromEnd(createArray(1), 2)] => null
        [json('{"a": [1, null]}')] => {"a":[1,null]}
        [add(2, 3)] => 5
        [sub(2, 3)] => -1
        [mul(2, 3)] => 6
        [div(7, 2)] => 3
        [mod(7, 2)] => 1
        [min(3, 1, 2)] => 1
        [max(createArray(3, 1, 2))] => 3
        [int('42')] => 42
        [float('1.5')] => 1.5
        [equals('a', 'A')] => false
        [equals(1, 1)] => true
        [equals(createArray(1), createArray(1))] => true
        [less(1, 2)] => true
        [greaterOrEquals('b', 'a')] => true
        [not(false())] => true
        [bool('True')] => true
        [and(true(), true(), false())] => false
        [or(false(), true())] => true
        [if(true(), 'a', fail('no'))] => "a"
        [if(false(), div(1, 0), 'b')] => "b"
        [coalesce(null(), 'a', fail('no'))] => "a"
        [coalesce(null(), null())] => null
        [base64('abc')] => "YWJj"
        [base64ToString('YWJj')] => "abc"
        [base64ToJson('eyJhIjoxfQ==')] => {"a":1}
        [dataUri('Hello')] => "data:text/plain;charset=utf8;base64,SGVsbG8="
        [dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')] => "Hello, World!"
        [uriComponent('a b/c')] => "a%20b%2Fc"
        [uriComponentToString('a%20b+c')] => "a b+c"
        [uri('http://192.0.2.1/firstpath', 'myscript.sh')] => "http://192.0.2.1/myscript.sh"
        [uri('http://192.0.2.1/firstpath/', '/nested/a.json')] => "http://192.0.2.1/firstpath/nested/a.json"
        [uri('http://192.0.2.1', 'a')] => "http://192.0.2.1/a"
        [dateTimeToEpoch('2026-01-01T00:00:00Z')] => 1767225600
        [dateTimeFromEpoch(1767225600)] => "2026-01-01T00:00:00Z"
        [dateTimeAdd('2026-01-31T00:00:00Z', 'P1M')] => "2026-02-28T00:00:00Z"
        [dateTimeAdd('2026-01-01T00:00:00Z', '-PT1H')] => "2025-12-31T23:00:00Z"
        [filter(range(0, 5), lambda('n', greater(lambdaVariables('n'), 2)))] => [3,4]
        [map(createArray('a', 'b'), lambda('x', 'i', concat(lambdaVariables('x'), lambdaVariables('i'))))] => ["a0","b1"]
        [reduce(range(1, 4), 0, lambda('sum', 'n', add(lambdaVariables('sum'), lambdaVariables('n'))))] => 10
        [sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))] => [1,2,3]
        [toObject(createArray('a', 'b'), lambda('x', lambdaVariables('x')), lambda('x', toUpper(lambdaVariables('x'))))] => {"a":"A","b":"B"}
        [groupBy(createArray('foo', 'bar', 'baz'), lambda('x', substring(lambdaVariables('x'), 0, 1)))] => {"f":["foo"],"b":["bar","baz"]}
        [mapValues(createObject('a', 1), lambda('v', add(lambdaVariables('v'), 1)))] => {"a":2}
        [map(createArray(1), lambda('a', map(createArray(2), lambda('b', add(lambdaVariables('a'), lambdaVariables('b'))))))] => [[3]]
        [parseCidr('10.144.0.0/20')] => {"network":"10.144.0.0","netmask":"255.255.240.0","broadcast":"10.144.15.255","firstUsable":"10.144.0.1","lastUsable":"10.144.15.254","cidr":20}
        [cidrSubnet('10.144.0.0/20', 24, 0)] => "10.144.0.0/24"
        [cidrSubnet('10.144.0.0/20', 24, 15)] => "10.144.15.0/24"
        [cidrSubnet('fdad:3236:5555::/48', 64, 1)] => "fdad:3236:5555:1::/64"
        [cidrHost('10.144.3.0/24', 0)] => "10.144.3.1"
        [cidrHost('10.144.3.0/24', 3)] => "10.144.3.4"
        """);
  }

  @ParameterizedTest
  @MethodSource
  void functions(String expression, String expected) {
    assertThat(json(expression)).isEqualTo(expected);
  }

  static Stream<Arguments> unknowns() {
    return table(
        """
        [concat('web-', unknown('stage'), '-nic')] => unknown web-{stage}-nic
        [format('{0}/{1}', unknown('vnet'), 'web')] => unknown {vnet}/web
        [join(createArray('a', unknown('x')), '-')] => unknown a-{x}
        [toLower(concat('WEB', unknown('x')))] => unknown web{toLower(x)}
        [add(1, unknown('n'))] => unknown {add(1, n)}
        [unknown('object').member[0]['a/b']] => unknown {object.member[0]['a:b']}
        [createArray('a')[unknown('i')]] => unknown {item(['a'])[i]}
        [uniqueString('a/b', 'c')] => unknown {uniqueString('a:b', 'c')}
        [UNIQUESTRING('a')] => unknown {uniqueString('a')}
        [guid('a')] => unknown {guid('a')}
        [utcNow()] => unknown {utcNow()}
        [and(unknown('a'), false())] => false
        [and(unknown('a'), true())] => unknown {a}
        [or(unknown('a'), true())] => true
        [or(unknown('a'), unknown('b'))] => unknown {or(a, b)}
        [not(unknown('a'))] => unknown {not(a)}
        [if(unknown('c'), 'a', 'a')] => "a"
        [if(unknown('c'), 'a', 'b')] => unknown {if(c, 'a', 'b')}
        [equals(unknown('a'), unknown('a'))] => true
        [equals(unknown('a'), unknown('b'))] => unknown {equals(a, b)}
        [equals(unknown('a'), 'a')] => unknown {equals(a, 'a')}
        [equals(createArray(1, unknown('a')), createArray(2, 1))] => false
        [empty(unknown('a'))] => unknown {empty(a)}
        [empty(concat('x', unknown('a')))] => false
        [length(createArray(unknown('a'), 1))] => 2
        [contains(createArray('x', unknown('a')), 'x')] => true
        [contains(createArray('y', unknown('a')), 'x')] => unknown {contains(['y', a], 'x')}
        [coalesce(null(), unknown('a'))] => unknown {a}
        [coalesce(unknown('a'), 'b')] => unknown {coalesce(a, 'b')}
        [first(createArray(unknown('a')))] => unknown {a}
        [union(createArray('a'), unknown('b'))] => unknown {union(['a'], b)}
        [filter(unknown('list'), lambda('x', true()))] => unknown {filter(list)}
        [map(createArray(unknown('a')), lambda('x', concat(lambdaVariables('x'), '!')))[0]] => unknown {a}!
        [map(createArray(1), lambda('x', lambdaVariables(unknown('y'))))[0]] => unknown {lambdaVariables(y)}
        [json(unknown('text'))] => unknown {json(text)}
        [cidrSubnet(unknown('block'), 24, 0)] => unknown {cidrSubnet(block, 24, 0)}
        [last(split(id('hub'), '/'))] => "hub"
        [split(id('hub'), '/')[2]] => unknown {subscription}
        [split(concat(id('hub'), '/subnets/', unknown('s')), '/')[10]] => unknown {s}
        [equals(id('a'), id('a'))] => true
        [length(id('a'))] => unknown {length('virtualNetworks:a')}
        [concat(id('hub'), '/subnets/web')] => "/subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/Microsoft.Network/virtualNetworks/hub/subnets/web"
        """);
  }

  @ParameterizedTest
  @MethodSource
  void unknowns(String expression, String expected) {
    assertThat(json(expression)).isEqualTo(expected);
  }

  static Stream<Arguments> failures() {
    return table(
        """
        [conact('a')] => no function named 'conact': did you mean concat?
        [add('a', 1)] => argument 1 of add() is the text 'a': expected a whole number
        [add(1)] => add() with 1 argument: it takes 2
        [div(1, 0)] => div() by zero:
        [add(9223372036854775807, 1)] => add() makes a number of more than 64 bits:
        [substring('abc', 2, 5)] => substring() from 2, 5 long, of 'abc': the text has 3 characters
        [createObject('name', 1).nam] => no member 'nam': did you mean name?
        [createArray(1)[1]] => no item 1: the list has 1 items
        [null().a] => no member 'a' in null: objects have members
        [format('{1}', 'a')] => format() without a value for {1}: it has 1 values
        [fail('by design')] => the template fails: by design:
        [if(1, 2, 3)] => argument 1 of if() is the number 1: expected true or false
        [json('{')] => json() of '{': expected JSON
        [range(0, 10001)] => range() of 10001 numbers: the most is 10000
        [padLeft('a', 200000)] => padLeft() makes a text of more than 131072 characters: no deployment may hold one
        [cidrSubnet('10.0.0.0/24', 26, 4)] => cidrSubnet() number 4 of /26 in 10.0.0.0/24: there are not as many
        [concat('a' 'b')] => an expression with ''' as character 13: expected ')'
        [concat('a'] => an expression that ends early: expected ')'
        [true] => 'true' in an expression: texts stand in single quotes, calls have parentheses
        ['a] => a text that does not end: 'a: expected a single quote
        []] => an expression with ']' as character 2: expected a value
        """);
  }

  @ParameterizedTest
  @MethodSource
  void failures(String expression, String expected) {
    assertThatThrownBy(() -> value(expression))
        .isInstanceOfSatisfying(
            Failure.class,
            failure ->
                assertThat((failure.message() + ": " + failure.hint()).strip())
                    .isEqualTo(expected));
  }

  @Test
  void aResultStandsWhereItsExpressionDoes() {
    Evaluator evaluator = new Evaluator(new Evaluation(new Limits(MEMORY)), _ -> null);
    assertThat(evaluator.evaluate(Tree.text("[concat('a', 'b')]", 42)).at()).isEqualTo(42);
  }

  @Test
  void aThousandParenthesesAreRefused() {
    String deep = "[" + "not(".repeat(1000) + "true()" + ")".repeat(1000) + "]";
    assertThatThrownBy(() -> value(deep))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.message()).contains("200 levels"));
  }

  @Test
  void aTextThatDoublesAgainAndAgainIsRefused() {
    String doubling =
        "reduce(range(0, 100), 'a', lambda('t', 'n', concat(lambdaVariables('t'),"
            + " lambdaVariables('t'))))";
    assertThatThrownBy(() -> value("[" + doubling + "]"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.message()).contains("131072"));
  }

  @Test
  void aListInAListInAListIsRefused() {
    String nesting =
        "reduce(range(0, 9999), 'a', lambda('t', 'n', createArray(lambdaVariables('t'))))";
    assertThatThrownBy(() -> value("[" + nesting + "]")).isInstanceOf(Limits.Refused.class);
  }

  @Test
  void aListThatDoublesAgainAndAgainIsRefused() {
    String doubling =
        "reduce(range(0, 99), 'a', lambda('t', 'n', createArray(lambdaVariables('t'),"
            + " lambdaVariables('t'))))";
    assertThatThrownBy(() -> value("[" + doubling + "]")).isInstanceOf(Limits.Refused.class);
  }

  @Test
  void loopsWithinLoopsAreRefused() {
    String body = "range(0, 9999)";
    for (int i = 0; i < 4; i++) {
      body = "map(range(0, 9999), lambda('x', " + body + "))";
    }
    String loops = "[" + body + "]";
    assertThatThrownBy(() -> value(loops)).isInstanceOf(Limits.Refused.class);
  }

  @Test
  void equalCallsOfWhateverLengthHaveEqualTexts() {
    String arguments = String.join(", ", List.of("'x'".repeat(1), "'" + "y".repeat(2000) + "'"));
    Tree one = value("[uniqueString(" + arguments + ")]");
    Tree other = value("[uniqueString(" + arguments + ", 'z')]");
    assertThat(one).isEqualTo(value("[uniqueString(" + arguments + ")]")).isNotEqualTo(other);
    assertThat(((Tree.Scalar) one).text()).hasSizeLessThan(700);
  }
}
