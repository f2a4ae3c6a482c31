//! The moving average of a network's weights, which generalises better than the last step's.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param, ParamId};
use burn::tensor::Tensor;
use burn::tensor::container::TensorContainer;

/// Moves every weight of `average` towards that of `network` (both without autodiff, same ids) by
/// `share`.
pub fn blend<M: Module>(average: M, network: &M, share: f64) -> M {
    let mut values = Values::default();
    network.visit(&mut values);
    average.map(&mut Towards { values, share })
}

/// Moves `average` towards `network` after so many steps, by `share` at least: early weights are far from
/// good, so that the average follows faster at first and looks back over a ninth of the run.
pub fn follow<M: Module>(average: M, network: &M, steps: usize, share: f64) -> M {
    blend(average, network, share.max(9.0 / (10.0 + steps as f64)))
}

#[derive(Default)]
struct Values(TensorContainer<ParamId>);

impl ModuleVisitor for Values {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        self.0.register(param.id, param.val());
    }
}

struct Towards {
    values: Values,
    share: f64,
}

impl ModuleMapper for Towards {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some(target) = self.values.0.remove::<Tensor<D>>(&param.id) else {
            return param;
        };
        let share = self.share;
        param.map(|old| old * (1.0 - share) + target * share)
    }
}
