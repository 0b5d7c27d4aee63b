#if Proxy
    import ArgumentParser
    import Foundation

    do {
        var command = try TurnoutCommand.parseAsRoot()
        try command.run()
    } catch {
        // Unusable arguments have an exit code of their own that the help of each subcommand names.
        guard TurnoutCommand.exitCode(for: error) == .validationFailure else { TurnoutCommand.exit(withError: error) }
        StandardError.write(TurnoutCommand.fullMessage(for: error))
        exit(2)
    }
#else
    PlainCommand.run(Array(CommandLine.arguments.dropFirst()))
#endif
