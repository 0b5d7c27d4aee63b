#if Proxy
    import ArgumentParser

    TurnoutCommand.main()
#else
    PlainCommand.run(Array(CommandLine.arguments.dropFirst()))
#endif
