import BenchmarkWorkloads
import CAllocationCounter

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

guard let options = Options.parse(CommandLine.arguments.dropFirst()) else {
    for recipe in Workload.catalog { print(recipe.name, recipe.rules) }
    exit(0)
}

let recipes = (options.isSmoke ? Workload.small : Workload.catalog).filter { recipe in
    (options.workload ?? recipe.name) == recipe.name && (options.rules ?? recipe.rules) == recipe.rules
}
if recipes.isEmpty { fail("no such workload; --list names them") }

#if DEBUG
    print("This is a debug build: the numbers mean nothing. Use swift run -c release.")
#endif
if !allocation_counting_is_available() { print("Allocations are not counted in this build.") }

var results: [WorkloadResult] = []
// Sizes of one workload are measured together.
var names: [String] = []
for recipe in recipes where !names.contains(recipe.name) { names.append(recipe.name) }
for name in names {
    let measured = WorkloadResult.measure(recipes.filter { $0.name == name }.map { $0.make() }, options: options)
    for result in measured { print(TextReport.line(result), terminator: "") }
    fflush(nil)
    results += measured
}

print(Bar.adversarialTable(results), terminator: "")
if options.isSmoke {
    print("\nAll engines agree on every request. A smoke run is too short to judge speed.")
} else {
    print(Bar.table(Bar.all(results)), terminator: "")
}
if let file = options.jsonFile { OutputFile.write(results.map(JSONLines.lines).joined(), to: file) }
if let file = options.plotFile { OutputFile.write(Plot.svg(results), to: file) }
if results.contains(where: \.allocates) { fail("match allocates") }
