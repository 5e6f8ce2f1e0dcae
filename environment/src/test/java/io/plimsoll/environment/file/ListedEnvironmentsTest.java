package io.plimsoll.environment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListedEnvironmentsTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final String TWO =
            """
            environments:
              dev: {cluster: {name: a}}
              prod: {cluster: {name: b}}
            """;

    @Test
    void readsEachEnvironmentInTheFilesOrder() throws InvalidEnvironmentException {
        ListedEnvironments listed = ListedEnvironments.parse("e.yaml", TWO, TODAY);

        assertThat(listed.byName().keySet()).containsExactly("dev", "prod");
        assertThat(listed.choose("e.yaml", Optional.of("prod")).environment().cluster().name())
                .isEqualTo("b");
    }

    @Test
    void takesTheOnlyOneWithoutItsName() throws InvalidEnvironmentException {
        ListedEnvironments listed = ListedEnvironments.parse("e.yaml", "cluster: {name: a}", TODAY);

        assertThat(listed.choose("e.yaml", Optional.empty()).environment().cluster().name())
                .isEqualTo("a");
    }

    @Test
    void asksForANameWhereThereAreSeveral() {
        assertThatThrownBy(() -> EnvironmentFile.parse("e.yaml", TWO, TODAY))
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessage("e.yaml: lists dev, prod; name one of them with --environment");
    }

    @Test
    void refusesANameWhereThereAreNone() throws InvalidEnvironmentException {
        ListedEnvironments listed = ListedEnvironments.parse("e.yaml", "cluster: {name: a}", TODAY);

        assertThatThrownBy(() -> listed.choose("e.yaml", Optional.of("dev")))
                .hasMessage("e.yaml: lists no environments by name; leave --environment out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {a: {cluster: {nam: x}}}                          | environments.a.cluster.name: is missing
                    {}                                                | environments: must be a block with an environment under each name
                    {Dev: {cluster: {name: x}}}                       | environments.Dev: must be 1 to 32 lower-case letters, digits or '-', with a letter or digit at both ends, is 'Dev'
                    {a: 5}                                            | environments.a: must be a block of keys, is the number 5
                    {a: {cluster: {name: x}}, b: {cluster: {name: x}}} | environments.b.cluster.name: must be another name than in a, whose region and account are the same, is 'x'
                    """)
    void refusesABadList(String environments, String complaint) {
        assertThatThrownBy(() ->
                        ListedEnvironments.parse("e.yaml", "environments: " + environments, TODAY))
                .isInstanceOf(InvalidEnvironmentException.class)
                .hasMessageContaining("e.yaml:1: " + complaint);
    }

    @Test
    void refusesKeysBesideTheList() {
        assertThatThrownBy(() -> ListedEnvironments.parse("e.yaml", TWO + "hpa: {max: 3}\n", TODAY))
                .hasMessage("e.yaml:4: hpa: must be inside one of the environments");
    }
}
