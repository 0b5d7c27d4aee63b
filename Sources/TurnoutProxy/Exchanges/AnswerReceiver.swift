#if Proxy
    import NIOCore
    import TurnoutHTTP

    /// Takes an answer, part by part: the head, what there is of a body, the end.
    ///
    /// Whoever gives the answer and whoever takes it are on one event loop, and call each other directly.
    protocol AnswerReceiver: AnyObject {
        /// It takes more of the answer.
        var isWritable: Bool { get }
        /// Takes the head, which is `loop.responseHead`; of an interim one another follows.
        func receiveHead(_ frame: ResponseFrame, from origin: AnswerOrigin)
        /// Takes a part of the body.
        ///
        /// - Parameter range: In the readable bytes.
        func receiveBody(_ bytes: ByteBuffer, _ range: Range<Int>)
        /// The answer is whole.
        ///
        /// - Parameter trailers: Lines, CR LF each.
        func receiveEnd(trailers: [UInt8])
        /// Nothing more is there for now: what was taken can go on its way.
        func answerDidPause()
    }

    /// Who has composed an answer.
    enum AnswerOrigin {
        case server
        case proxy
    }

    /// Whose request an upstream connection carries.
    protocol UpstreamClient: AnswerReceiver {
        var requestIsHEAD: Bool { get }
        /// Sending the request a second time does no harm and needs no body.
        var mayReplay: Bool { get }
        /// All of the request has been handed over.
        var requestIsFinished: Bool { get }
        /// The head of the answer, unless it is an interim one, has been taken.
        var responseHasBegun: Bool { get }

        /// The request's head is written, and its body can follow.
        func upstreamDidConnect()
        /// The connection takes more of the request.
        func upstreamDidBecomeWritable()
        /// A kept connection had been closed before its server saw the request.
        func replay(insteadOf dead: any RequestCarrier)
        /// There is no answer, or no more of it.
        func upstreamDidFail(_ failure: UpstreamFailure)
        /// Whether a 101 switches to what was asked for.
        func accepts(_ head: ResponseHead) -> Bool
        /// Server and client have agreed on another protocol.
        ///
        /// - Parameter bytes: What the server has said in it already.
        func becomeTunnel(_ connection: UpstreamConnection, _ bytes: ByteBuffer)
    }

    /// Takes what a client sends behind the head of a request.
    protocol RequestReceiver: AnyObject {
        /// A body can be given to it.
        var isConnected: Bool { get }
        /// It takes more of the body now.
        var hasRoom: Bool { get }
        /// Takes a part of the body, without framing.
        func sendBody(_ part: ByteBuffer)
        /// The body is whole.
        func sendEnd()
        func flush()
        /// The client takes more of the answer.
        func clientDidBecomeWritable()
        /// The client is gone, or needs no answer of this one any more.
        func close()
    }

    /// Carries one request to a server: a connection of HTTP/1.1, or a stream of HTTP/2.
    protocol RequestCarrier: RequestReceiver {
        /// The head of the request, as composed for HTTP/1.1, if it may have to be sent again.
        var replay: [UInt8] { get }
        /// Of the body that follows the head.
        var requestFraming: BodyFraming { get }
        /// The head is on its way to the server, which may have seen it.
        var hasWrittenRequest: Bool { get }

        /// Starts a request whose head is `loop.scratch`: sent now or as soon as there is a connection, without a flush.
        ///
        /// - Parameter framing: Of the body that follows.
        func begin(_ client: any UpstreamClient, framing: BodyFraming)
        /// Sends the head of a request that `other` couldn't deliver.
        func beginAgain(_ client: any UpstreamClient, insteadOf other: any RequestCarrier)
    }
#endif
