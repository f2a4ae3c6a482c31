//! Gradients from a little uphill, which lead to flat minima: networks there do better on new
//! pictures, above all where labels are doubtful (Foret et al., "Sharpness-Aware Minimization for
//! Efficiently Improving Generalization", 2020).

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::Tensor;

/// A copy of `network` whose weights lie `radius` farther up along `gradients`, all of them taken
/// as one vector. The copy's weights have the same ids.
pub fn perturbed<M: Module>(network: &M, gradients: &GradientsParams, radius: f64) -> M {
    let mut squares = Squares {
        gradients,
        sum: 0.0,
    };
    network.visit(&mut squares);
    let scale = radius / squares.sum.sqrt().max(1e-12);
    network.clone().map(&mut Climb { gradients, scale })
}

struct Squares<'a> {
    gradients: &'a GradientsParams,
    sum: f64,
}

impl ModuleVisitor for Squares<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(gradient) = self.gradients.get::<D>(param.id) {
            self.sum += f64::from((gradient.clone() * gradient).sum().into_scalar::<f32>());
        }
    }
}

struct Climb<'a> {
    gradients: &'a GradientsParams,
    scale: f64,
}

impl ModuleMapper for Climb<'_> {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some(gradient) = self.gradients.get::<D>(param.id) else {
            return param;
        };
        let scale = self.scale;
        param.map(|weights| {
            let climbed = weights.inner() + gradient * scale;
            Tensor::from_inner(climbed).set_require_grad(true)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::{Device, TensorData};

    #[derive(Module, Debug)]
    struct Two {
        a: Param<Tensor<1>>,
        b: Param<Tensor<2>>,
    }

    #[test]
    fn climbs_by_the_radius_along_the_gradient_of_all_weights() {
        let device = Device::default().autodiff();
        let tensor = |values: &[f32]| Tensor::<1>::from_data(TensorData::from(values), &device);
        let network = Two {
            a: Param::from_tensor(tensor(&[1.0, 2.0])),
            b: Param::from_tensor(tensor(&[3.0]).reshape([1, 1])),
        };
        // 2a + b: gradients 2, 2 and 1, together 3 long.
        let loss = (network.a.val() * 2.0).sum() + network.b.val().sum();
        let gradients = GradientsParams::from_grads(loss.backward(), &network);
        let climbed = perturbed(&network, &gradients, 0.3);
        let a = climbed
            .a
            .val()
            .into_data()
            .try_to_vec::<f32>()
            .expect("floats");
        let b = climbed
            .b
            .val()
            .into_data()
            .try_to_vec::<f32>()
            .expect("floats");
        for (value, expected) in a.iter().chain(&b).zip([1.2, 2.2, 3.1]) {
            assert!((value - expected).abs() < 1e-6, "{value} is not {expected}");
        }
        assert_eq!(climbed.a.id, network.a.id);
    }
}
