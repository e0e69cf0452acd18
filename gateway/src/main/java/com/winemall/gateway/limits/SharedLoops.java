package com.winemall.gateway.limits;

import io.lettuce.core.resource.EventLoopGroupProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;
import reactor.netty.resources.LoopResources;

/// Lets the Redis driver work on the threads that serve the requests, so that a question need not
/// change threads twice. They are not the driver's to stop.
final class SharedLoops implements EventLoopGroupProvider {

    private final LoopResources loops;

    SharedLoops(LoopResources loops) {
        this.loops = loops;
    }

    /// The driver names the kind of group it would make, and uses any that can serve its sockets.
    @Override
    @SuppressWarnings("unchecked")
    public <T extends EventLoopGroup> T allocate(Class<T> type) {
        return (T) loops.onClient(LoopResources.DEFAULT_NATIVE);
    }

    @Override
    public int threadPoolSize() {
        return 1;
    }

    @Override
    public Future<Boolean> release(
            EventExecutorGroup group, long quietPeriod, long timeout, TimeUnit unit) {
        return GlobalEventExecutor.INSTANCE.newSucceededFuture(true);
    }

    @Override
    public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
        return GlobalEventExecutor.INSTANCE.newSucceededFuture(true);
    }
}
