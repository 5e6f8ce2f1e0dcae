package io.plimsoll.autoscaler.engine.world;

import io.plimsoll.autoscaler.engine.port.CloudProvider;
import io.plimsoll.autoscaler.engine.port.CloudProviderContract;

class InMemoryCloudTest extends CloudProviderContract {
    private final World world = new World();

    @Override
    protected CloudProvider cloud() {
        return world.cloud;
    }

    @Override
    protected void createGroup(String name, int min, int max, int size) {
        world.group(name, min, max, size);
    }
}
