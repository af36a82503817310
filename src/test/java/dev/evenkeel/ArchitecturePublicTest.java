package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import dev.evenkeel.runbook.glue.Does;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds that what is public is needed by somebody. */
class ArchitecturePublicTest {
    /**
     * By the launcher or the driver, in tests of another package, by a package that is being built, or on a record's
     * components, where ArchUnit does not look.
     */
    private static final Set<String> PUBLIC_FOR_OTHERS = Set.of(
            "Main",
            "ProvedCredential",
            "TlsPlugin",
            "RunAuthority",
            "WireFactory",
            "AccountParity",
            "ObjectParity",
            "SettingParity",
            "SafeText",
            // Its constant is compiled into those who use it.
            "DumpReader",
            "LimitsSection",
            "NextSteps",
            "EndpointFile",
            "MavenArtifacts",
            "Entered",
            "Inline",
            "Says",
            "SampleData",
            "AllowedSigners");

    @Test
    void what_is_public_is_used_by_another_package() {
        assertThat(House.CLASSES.stream()
                        .filter(type -> type.isTopLevelClass() && isPublic(type))
                        .filter(type -> !type.getPackageName().equals(House.BASE + ".runbook.glue"))
                        .filter(type -> !PUBLIC_FOR_OTHERS.contains(type.getSimpleName()))
                        .filter(type -> type.getMethods().stream().noneMatch(step -> step.isAnnotatedWith(Does.class)))
                        .filter(type -> family(type).noneMatch(ArchitecturePublicTest::isUsedElsewhere))
                        .filter(type -> family(type).noneMatch(ArchitecturePublicTest::isShownByAnother))
                        .map(JavaClass::getName))
                .as("make it package-private: what nobody outside needs may be changed without asking anybody")
                .isEmpty();
    }

    private static Stream<JavaClass> family(JavaClass type) {
        return House.CLASSES.stream()
                .filter(other -> other.equals(type) || other.getName().startsWith(type.getName() + "$"));
    }

    private static boolean isUsedElsewhere(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
    }

    /** Whether something public of another class is made of it. */
    private static boolean isShownByAnother(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .map(Dependency::getOriginClass)
                .filter(other -> !other.equals(type) && isPublic(other))
                .flatMap(other -> other.getCodeUnits().stream())
                .filter(ArchitecturePublicTest::isPublic)
                .anyMatch(member -> member.getAllInvolvedRawTypes().contains(type));
    }

    private static boolean isPublic(HasModifiers item) {
        return item.getModifiers().contains(JavaModifier.PUBLIC);
    }
}
